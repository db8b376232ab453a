import { isFailure, type WireResponse, type WireRequest, type Failure } from '../wire/exchange.ts';
import { currentTape, letThrough, withTape, type Tape } from './tape.ts';
import { isPlayable } from './undici.ts';

type Fetch = typeof globalThis.fetch;
type Given = Parameters<Fetch>;

/** Puts tapes between `fetch` and the network. Without a tape nothing changes but its identity. */
export function interceptFetch(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async function taped(...given: Given): Promise<Response> {
    const tape = currentTape();
    return await (tape === undefined ? fetch(...given) : answeredBy(tape, given, fetch));
  };
}

async function answeredBy(tape: Tape, given: Given, fetch: Fetch): Promise<Response> {
  const { asked, forward, signal } = await askedBy(given);
  const answered = tape.answer(asked);
  if (answered !== undefined) {
    // By the runtime's own, so that whoever listens to it hears of the request.
    if (isPlayable(given[1])) return await withTape({ ...tape, answer: () => answered }, async () => fetch(...forward));
    return played(answered, asked.url, signal);
  }
  try {
    const response = await letThrough(async () => fetch(...forward));
    tape.goesOn(keepBody(tape, asked, response));
    return response;
  } catch (error) {
    tape.keep({ asked, answered: failureOf(error) });
    throw error;
  }
}

/** What is asked, and the arguments that ask it: of a body that is a stream both get one of two. */
async function askedBy([input, init]: Given): Promise<{ asked: WireRequest; forward: Given; signal: AbortSignal }> {
  const [own, forwarded] = streamIn(init?.body)?.tee() ?? [init?.body, init?.body];
  const given = init === undefined ? undefined : { ...init, ...(own != null && { body: own }) };
  const request = new Request(input instanceof Request ? input.clone() : input, given);
  const { method, url, headers, signal } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  const forward: Given =
    init === undefined ? [input] : [input, { ...init, ...(forwarded != null && { body: forwarded }) }];
  return { asked: { transport: 'fetch', method, url, headers: [...headers], body }, forward, signal };
}

/** A body that can be read once: a stream, or what gives its parts one after the other. */
function streamIn(body: unknown): ReadableStream | undefined {
  if (body instanceof ReadableStream) return body;
  // Proof of the cast: what has such a method is asked for its parts by it.
  const parts = (Object(body) as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator]?.call(body);
  if (parts === undefined) return undefined;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(typeof value === 'string' ? new TextEncoder().encode(value) : value);
    },
    async cancel(reason) {
      await parts.return?.(reason);
    },
  });
}

/** Reads a copy of the answer: each chunk of the program's is one of these. */
async function keepBody(tape: Tape, asked: WireRequest, response: Response): Promise<void> {
  const { status, statusText, headers } = response;
  const chunks: Uint8Array[] = [];
  let brokenBy: string | undefined;
  try {
    for await (const chunk of response.clone().body ?? []) chunks.push(chunk);
  } catch (error) {
    brokenBy = failureOf(error).failure;
  }
  tape.keep({ asked, answered: { status, statusText, headers: [...headers], chunks, brokenBy } });
}

function played(answered: WireResponse | Failure, url: string, signal: AbortSignal): Response {
  signal.throwIfAborted();
  if (isFailure(answered)) throw fetchError('fetch failed', answered);
  const { status, statusText, headers } = answered;
  const body = hasNoBody.includes(status) ? null : streamOf(answered, signal);
  const response = new Response(body, { status, statusText, headers: headers.map(([name, value]) => [name, value]) });
  return Object.defineProperty(response, 'url', { value: url });
}

// Fetch standard: null body status
const hasNoBody = [204, 205, 304];

/** One chunk for each read. */
function streamOf({ chunks, brokenBy }: WireResponse, signal: AbortSignal): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream(
    {
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason), { once: true }),
      pull(controller) {
        const chunk = chunks[next++];
        if (chunk !== undefined) controller.enqueue(chunk.slice());
        else if (brokenBy === undefined) controller.close();
        else controller.error(fetchError('terminated', { failure: brokenBy, code: undefined }));
      },
    },
    { highWaterMark: 0 },
  );
}

/** As the runtime's `fetch` fails: the reason is the cause. */
function fetchError(message: string, { failure, code }: Failure): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(failure), code === undefined ? {} : { code }) });
}

function failureOf(error: unknown): Failure {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : undefined;
  return { failure: reason instanceof Error ? reason.message : String(reason), code };
}
