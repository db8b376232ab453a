import { fromOtlp, logsFromOtlp } from '@bud/trace';
import { decodeProtobuf, type SignalShown } from '../otlp/protobuf.ts';
import type { TraceStore } from '../store/trace-store.ts';
import { BadRequest } from './body.ts';

/** Where what was received is kept; resolves also when it could not be, which is told once. */
export type Keep = (line: string) => Promise<void>;

/** Where what was received goes. */
export interface SpanReceiver {
  readonly store: TraceStore;
  readonly keep: Keep;
}

/** An answer of OTLP over HTTP. */
export interface OtlpAnswer {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

/** Takes a request of OTLP, in JSON or protobuf. Throws {@link BadRequest} for what is neither. */
export async function receive(
  signal: SignalShown | 'metrics',
  contentType: string,
  body: Buffer,
  { store, keep }: SpanReceiver,
): Promise<OtlpAnswer> {
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType);
  if (!isJson && !/^application\/(?:x-)?protobuf\b/i.test(contentType))
    throw new BadRequest(415, 'Spans are taken as application/json and application/x-protobuf.');
  // There is nothing to see of metrics yet, and an exporter should not be told that it is wrong.
  if (signal !== 'metrics') {
    const request = requestIn(signal, isJson, body);
    store.add(fromOtlp(request), logsFromOtlp(request));
    await keep(`${JSON.stringify(request)}\n`);
  }
  return isJson
    ? { contentType: 'application/json', body: '{}' }
    : { contentType: 'application/x-protobuf', body: new Uint8Array() };
}

function requestIn(signal: SignalShown, isJson: boolean, body: Buffer): unknown {
  try {
    return isJson ? JSON.parse(body.toString('utf8')) : decodeProtobuf(signal, body);
  } catch (error) {
    throw new BadRequest(400, `The body is no ${isJson ? 'JSON' : 'protobuf'} of OTLP.`, error);
  }
}
