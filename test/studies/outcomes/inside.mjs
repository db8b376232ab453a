// Runs the calls in one trace and prints what was recorded, as one line of JSON: `inside.mjs <url of the model>`.
import { setTimeout as sleep } from 'node:timers/promises';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Anthropic } from '@anthropic-ai/sdk';
import { startTracking } from '@bud/runtime/otel';
import { context, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import * as ai from 'ai';
import { OpenAI } from 'openai';
import { calls, more } from './calls/calls.mjs';
import { through, times } from './times.mjs';

const url = process.argv[2];
const all = { ...calls, ...more };
const given = {
  ai,
  collect,
  openAI: new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0, dangerouslyAllowBrowser: true }),
  anthropic: new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0, dangerouslyAllowBrowser: true }),
  model: createOpenAICompatible({ name: 'local', baseURL: `${url}/v1` })('small'),
  request: { model: 'small', messages: [{ role: 'user', content: 'hi' }] },
};

const unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason?.message)));

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const tracking = startTracking({ tracerProvider });

await runAll();
const spans = exporter.getFinishedSpans();
const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
console.log(
  JSON.stringify({ failureCount: tracking.failureCount, unhandled, outcomes: Object.keys(all).map(outcomeOf) }),
);
process.exit(0);

/** @track name="trace" */
async function runAll() {
  // What a client does only the first time it is called takes long, and is none of its spans' business.
  for (const warm of [true, false]) {
    for (const { run, needsCollection, isOpenAtTheEnd } of Object.values(all)) {
      if (warm && (needsCollection || isOpenAtTheEnd)) continue;
      await run(given);
      if (needsCollection) await collect();
      // Some clients tidy up behind their answer.
      await sleep(10);
    }
    if (!warm) continue;
    exporter.reset();
    unhandled.length = 0;
  }
  for (const [name, { isOpenAtTheEnd }] of Object.entries(all)) if (isOpenAtTheEnd) through(name);
  tracking.stop();
}

async function collect() {
  for (let turn = 0; turn < 6; turn += 1) {
    if (globalThis.Bun) globalThis.Bun.gc(true);
    else globalThis.gc();
    await sleep(2);
  }
}

function outcomeOf(name) {
  const found = spans.filter((span) => span.name === name);
  const [span] = found;
  if (found.length !== 1) return { name, count: found.length };
  const { from, to } = times.get(name);
  const ms = ([seconds, nanoseconds]) => seconds * 1e3 + nanoseconds / 1e6;
  return {
    name,
    count: 1,
    status: SpanStatusCode[span.status.code],
    reason: span.attributes['bud.track.end_reason'],
    items: span.attributes['bud.track.yield_count'],
    parent: names.get(span.parentSpanContext?.spanId),
    children: spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === span.spanContext().spanId).length,
    offByMs: Math.abs(ms(span.duration) - (to - from)),
  };
}
