import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { currentTape, unseenRemedy } from './tape.ts';

/** What Bun's own undici can be told of a request. */
interface RequestOptions {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: RequestInit['headers'];
  readonly body?: RequestInit['body'] | Readable;
  readonly signal?: AbortSignal;
  readonly maxRedirections?: number;
  readonly throwOnError?: boolean;
  readonly opaque?: unknown;
  readonly context?: unknown;
}

/** What a request came to. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: object;
  readonly trailers: object;
  readonly opaque: unknown;
  readonly context: unknown;
}

type Method = (...given: readonly unknown[]) => unknown;

/** The functions that Bun's undici has, which ask by a `fetch` that nobody else can reach. */
interface Undici {
  readonly request: (url: string | URL, options?: RequestOptions) => Promise<Answer>;
  readonly stream: Method;
  readonly Client: { readonly prototype: { request: Method } };
  readonly Pool: { readonly prototype: { request: Method } };
}

/**
 * Puts tapes between Bun's undici and the network: its `request` asks by the `fetch` that we see, its other functions are told
 * of. Where it was imported before, importers keep what they have: a warning says so.
 */
export function interceptBunUndici(): void {
  if (process.versions['bun'] === undefined) return;
  // Proof of the cast: Bun has it, whatever is installed.
  const undici = createRequire(import.meta.url)('undici') as Undici;
  const { request, stream } = undici;
  const taped: Undici['request'] = async (url, options = {}) =>
    currentTape() === undefined ? request(url, options) : askByFetch(url, options, request);
  const isReplaced = Reflect.set(undici, 'request', taped) && Reflect.set(undici, 'stream', toldOf(stream, 'stream()'));
  if (!isReplaced) process.emitWarning(`What Bun's own undici asks is neither recorded nor played. ${unseenRemedy}`);
  for (const name of ['Client', 'Pool'] as const) {
    const { prototype } = undici[name];
    prototype.request = toldOf(prototype.request, `a ${name}`);
  }
}

function toldOf(method: Method, what: string): Method {
  return function told(this: unknown, ...given) {
    const error = currentTape()?.unseen(
      `A request was sent by ${what} of Bun's own undici, which cannot be recorded`,
      'Ask with `fetch`, or with `request()`.',
    );
    if (error !== undefined) throw error;
    return Reflect.apply(method, this, given);
  };
}

/** As Bun's undici does it. */
async function askByFetch(url: string | URL, options: RequestOptions, original: Undici['request']): Promise<Answer> {
  const { method = 'GET', query = {}, headers = {}, body, signal, maxRedirections = 0, throwOnError } = options;
  const asked = new URL(url);
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
  const response = await fetch(asked, {
    method: method.toUpperCase(),
    headers,
    body: body instanceof Readable ? Buffer.concat(await body.toArray()) : (body ?? null),
    signal: signal ?? null,
    redirect: maxRedirections > 0 ? 'follow' : 'manual',
  });
  if (throwOnError === true && response.status >= 400)
    throw new Error(`Request failed with status code ${response.status}`);
  const { opaque = {}, context = {} } = options;
  const given = { statusCode: response.status, headers: headersOf(response), trailers: {}, opaque, context };
  return { ...given, body: response.body === null ? Readable.from([]) : await bodyOf(response, original) };
}

/** Without what an encoding has said that is undone. */
function headersOf({ headers }: Response): Answer['headers'] {
  const cookies = headers.getSetCookie();
  const shown = Object.fromEntries([...headers].filter(([name]) => name !== 'set-cookie'));
  if (headers.has('content-encoding')) for (const name of ['content-encoding', 'content-length']) delete shown[name];
  return cookies.length === 0 ? shown : { ...shown, 'set-cookie': cookies };
}

/** The stream that callers get, whose class nothing exports. */
async function bodyOf(response: Response, original: Undici['request']): Promise<object> {
  const { body } = await original('data:,any');
  // Proof of the cast: it is what `request` has made of a response.
  const Body = body.constructor as new (response: Response) => object;
  return new Body(response);
}
