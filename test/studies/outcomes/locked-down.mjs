// Records in a realm whose intrinsics are frozen, by `--frozen-intrinsics` or by SES, and prints what came of it.
import { track } from '@bud/runtime/track';
import { startTracking } from '@bud/runtime/otel';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
if (process.argv.includes('lockdown')) {
  await import('ses');
  globalThis.lockdown({ errorTaming: 'unsafe', consoleTaming: 'unsafe' });
}
if (process.argv.includes('strict-lockdown')) {
  await import('ses');
  globalThis.lockdown();
}
const tracking = startTracking({ tracerProvider: provider });

const seen = [];
class Refusal extends RangeError {}
const items = track({ name: 'items' }, async function* items(limit) {
  for (let item = 0; item < limit; item += 1) yield item;
});
for await (const item of items(2)) seen.push(item);
for await (const item of track({ name: 'left' }, async function* () {
  yield 7;
})()) {
  seen.push(item);
  break;
}
for (const item of track({ name: 'numbers' }, function* () {
  yield 'a';
})())
  seen.push(item);
seen.push(await track({ name: 'async' }, async (value) => value)({ a: new Map([['k', 1n]]) }).then(({ a }) => a.size));
seen.push(await track({ name: 'promise' }, (value) => Promise.resolve(value))('p'));
const stream = track(
  { name: 'stream' },
  () =>
    new ReadableStream({
      start(to) {
        to.enqueue('s');
        to.close();
      },
    }),
)();
for await (const item of stream) seen.push(item);
for (const thrown of [new TypeError('t'), new Refusal('r'), Object.freeze(new Error('e'))]) {
  try {
    track({ name: 'throws' }, () => {
      throw thrown;
    })();
  } catch (error) {
    seen.push(error === thrown);
  }
  await track({ name: 'rejects' }, () => Promise.reject(thrown))().catch((error) => seen.push(error === thrown));
}
const spans = exporter
  .getFinishedSpans()
  .map(({ name, status, attributes }) => [
    name,
    SpanStatusCode[status.code],
    attributes['error.type'] ??
      attributes['bud.track.output'] ??
      attributes['bud.track.output.a'] ??
      attributes['bud.track.yield_count'],
  ]);
console.log(JSON.stringify({ seen, spans, failureCount: tracking.failureCount }));
