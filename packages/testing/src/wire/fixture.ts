import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTraces, toOtlp, type SpanData, type Trace, traceOf } from '@bud/trace';
import { chunksOf, joined, storedBody, type StoredBody } from './body.ts';
import {
  isFailure,
  type WireResponse,
  type WireRequest,
  type Exchange,
  type Failure,
  type WireTransport,
} from './exchange.ts';
import { plainChunks } from './encoding.ts';
import { hideInForm, hideInHeaders, hideInText, hideInUrl } from './hide.ts';
import { hideInBytes } from './hide-in-bytes.ts';

/** An exchange as a line of `wire.jsonl`. */
interface StoredExchange {
  readonly request: {
    readonly transport: WireTransport;
    readonly method: string;
    readonly url: string;
    readonly headers: WireRequest['headers'];
    readonly body: StoredBody;
  };
  readonly response: StoredAnswer | Failure;
}

interface StoredAnswer extends Omit<WireResponse, 'chunks'> {
  readonly body: StoredBody;
}

/** The folder of a fixture, emptied for a recording. */
export function emptyFixture(folder: string): void {
  for (const file of [wireFile(folder), traceFileIn(folder)]) rmSync(file, { force: true });
  mkdirSync(folder, { recursive: true });
}

/** Adds an exchange, without secrets. */
export function writeExchange(folder: string, { asked, answered }: Exchange): void {
  const stored: StoredExchange = {
    request: shownRequest(asked),
    response: isFailure(answered) ? { ...answered, failure: hideInText(answered.failure) } : shownAnswer(answered),
  };
  appendFileSync(wireFile(folder), `${JSON.stringify(stored)}\n`);
}

export function readExchanges(folder: string): readonly Exchange[] {
  if (!existsSync(wireFile(folder))) return [];
  const lines = readFileSync(wireFile(folder), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    // Proof of the cast: `writeExchange` has written it.
    const { request, response } = JSON.parse(line) as StoredExchange;
    const asked = { ...request, body: joined(chunksOf(request.body)) };
    return {
      asked,
      answered: isFailure(response as Failure) ? (response as Failure) : whole(response as StoredAnswer),
    };
  });
}

function whole({ body, ...rest }: StoredAnswer): WireResponse {
  return { ...rest, chunks: chunksOf(body) };
}

/** Adds spans, without secrets: an SDK of the program's own may not have looked for them. */
export function writeSpans(folder: string, spans: readonly SpanData[]): void {
  if (spans.length > 0) appendFileSync(traceFileIn(folder), `${hideInText(JSON.stringify(toOtlp(spans)))}\n`);
}

/** All that the fixture's run did. */
export function readTrace(folder: string): Trace {
  const file = traceFileIn(folder);
  return traceOf(existsSync(file) ? readTraces(readFileSync(file, 'utf8')).spans : []);
}

function wireFile(folder: string): string {
  return join(folder, 'wire.jsonl');
}

function traceFileIn(folder: string): string {
  return join(folder, 'trace.jsonl');
}

/** What of a request is kept, and compared: bodies of forms have a boundary that is another one each time. */
export function shownRequest({ transport, method, url, headers, body }: WireRequest): StoredExchange['request'] {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  const same = (text: string): string => (boundary === undefined ? text : text.replaceAll(boundary, 'boundary'));
  const inForm = (text: string): string => (boundary === undefined ? text : hideInForm(same(text)));
  return {
    transport,
    method,
    url: hideInUrl(url),
    headers: hideInHeaders(headers.map(([name, value]) => [name, same(value)])),
    body: storedBody(body.length === 0 ? [] : [body], {
      inText: (text) => hideInText(inForm(text)),
      inBytes: (bytes) => hideInBytes(Buffer.from(inForm(Buffer.from(bytes).toString('latin1')), 'latin1')),
    }),
  };
}

/** Compressed bytes could hold secrets that nobody sees; `fetch` gives plain ones, and still the header. */
function shownAnswer({ headers, chunks, ...rest }: WireResponse): StoredAnswer | Failure {
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1].toLowerCase() ?? 'identity';
  const plain = plainChunks(encoding, chunks);
  if (plain === undefined) {
    const failure = `the body was encoded as ${encoding}, in which this version of Node cannot look for secrets, and was not recorded`;
    return { failure, code: undefined };
  }
  const kept = headers.filter(([name]) => encoding === 'identity' || !ofEncodedBody.test(name));
  const body = storedBody(plain, { inText: hideInText, inBytes: hideInBytes });
  const sized = kept.map(([name, value]) =>
    name.toLowerCase() === 'content-length'
      ? ([name, String(joined(chunksOf(body)).length)] as const)
      : ([name, value] as const),
  );
  const trailers = rest.trailers && hideInHeaders(rest.trailers);
  return { ...rest, headers: hideInHeaders(sized), trailers, body };
}

const ofEncodedBody = /^content-(?:encoding|length)$/i;
