/**
 * What a program asked over HTTP, and what came back, as a fixture keeps it:
 *
 *   exchange   one question with its answer
 *   body       bytes, and where their chunks ended ◀─▶ what stands in a fixture
 *   hide       secrets taken out, of headers, URLs and bodies
 *     ├─ hide-across   … that a model streams token by token
 *     └─ hide-in-bytes … and of the text in bodies that are none
 *   encoding   bodies that were compressed
 *   fixture    the folder: `wire.jsonl` and `trace.jsonl`
 *   nearest    of a question that was not recorded, the recorded one that is most like it
 */

/** Which client asked: `fetch`, `node:http` and `node:https`, `node:http2`, the package undici. */
export type WireTransport = 'fetch' | 'http' | 'http2' | 'undici';

/** What was asked. */
export interface WireRequest {
  readonly transport: WireTransport;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What came back, chunk by chunk as it came. */
export interface WireResponse {
  /** 0 where it broke off before it had one. */
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly chunks: readonly Uint8Array[];
  /** Headers behind the body, where there are some. */
  readonly trailers?: Headers | undefined;
  /** Why the answer broke off, of HTTP/2 the code that says so; undefined when it is whole. */
  readonly brokenBy?: string | undefined;
}

/** Names and values, as they were sent. */
type Headers = readonly (readonly [name: string, value: string])[];

/** One question with its answer; with a failure where no answer came. */
export interface Exchange {
  readonly asked: WireRequest;
  readonly answered: WireResponse | Failure;
}

/** The request itself failed. */
export interface Failure {
  readonly failure: string;
  readonly code: string | undefined;
}

export function isFailure(answered: Exchange['answered']): answered is Failure {
  return 'failure' in answered;
}
