/**
 * What recording costs a program that calls models, with content and with every span kept: `npm run study -- llm-cost`. Plain
 * and recorded calls of the real client alternate, against a server in another process; each row is the median of its rounds.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { autoInstrument, loadPrices } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';

setFlagsFromString('--expose-gc');
// Contexts that begin after the flag have it.
const collectGarbage = runInNewContext('gc');
await install('test/studies/llm');
const { default: OpenAI } = await import(process.argv[2] ?? 'openai-6');
const child = fork(fileURLToPath(new URL('./cost-server.mjs', import.meta.url)));
const port = await new Promise((resolve) => child.once('message', resolve));
const client = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const nowhere = { export: (_spans, done) => done({ code: 0 }), shutdown: async () => {}, forceFlush: async () => {} };
const tracerProvider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: nowhere })] });
await loadPrices();

const messages = (content) => [{ role: 'user', content }];
const ask = (model, content = 'Hi') => client.chat.completions.create({ model, messages: messages(content) });
const streamOf = (model) => client.chat.completions.create({ model, messages: messages('Hi'), stream: true });

async function read(count) {
  for await (const _ of await streamOf(`stream ${count}`));
}

async function readFirst(model) {
  const started = performance.now();
  let first;
  for await (const _ of await streamOf(model)) first ??= performance.now() - started;
  return first;
}

/** Milliseconds of the processor, which others on the machine do not lengthen. */
async function busyMs(run) {
  collectGarbage();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function elapsedMs(run) {
  collectGarbage();
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Medians of plain and of recorded runs that alternate. */
async function compare(rounds, measure) {
  const plain = [];
  const recorded = [];
  await measure();
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await measure());
    recorded.push(await whileRecorded(measure));
  }
  return { plain: median(plain), recorded: median(recorded) };
}

async function whileRecorded(measure) {
  const tracking = startTracking({ tracerProvider });
  const uninstrument = autoInstrument(OpenAI, { captureContent: true });
  const value = await measure();
  uninstrument();
  if (tracking.failureCount > 0) throw new Error('recording has failed');
  tracking.stop();
  return value;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

const rows = [['', 'plain', 'recorded', 'difference']];
const row = (what, { plain, recorded }, difference, unit = 'ms') =>
  rows.push([what, `${plain.toFixed(2)} ${unit}`, `${recorded.toFixed(2)} ${unit}`, difference]);
const ratio = ({ plain, recorded }) => `× ${(recorded / plain).toFixed(3)}`;

const chunks = 20_000;
const streams = await compare(15, () => busyMs(() => read(chunks)));
row(
  `a stream of ${chunks} chunks, time of the processor`,
  streams,
  `${(((streams.recorded - streams.plain) * 1000) / chunks).toFixed(2)} µs a chunk`,
);
for (const [what, model] of [
  ['time to the first chunk, of a server that answers at once', 'stream 100'],
  ['time to the first chunk, of one that thinks for 50 ms', 'think 50'],
]) {
  const first = await compare(200, () => readFirst(model));
  row(`${what}, 200 times`, first, ratio(first));
}

const image = [
  { type: 'text', text: 'What is this?' },
  { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(50_000_000)}` } },
];
const secrets = 'my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123456789 and my mail a@example.org, '.repeat(12_000);
const hostile = {
  'a request with an image of 50 MB': [5, () => ask('calls 0', image)],
  'an answer with 10,000 calls of tools': [15, () => ask('calls 10000')],
  'a prompt of 1 MB of secrets': [15, () => ask('calls 0', secrets)],
};
for (const [what, [rounds, run]] of Object.entries(hostile)) {
  const both = await compare(rounds, () => elapsedMs(run));
  row(what, both, ratio(both));
}

const many = 1_000_000;
const heap = () => process.memoryUsage().heapUsed / 1e6;
collectGarbage();
const before = heap();
let peak = 0;
await whileRecorded(async () => {
  let seen = 0;
  for await (const _ of await streamOf(`stream ${many}`)) {
    seen += 1;
    if (seen % 100_000 !== 0) continue;
    collectGarbage();
    peak = Math.max(peak, heap());
  }
});
collectGarbage();
rows.push([
  'heap during a stream of 1,000,000 chunks, and after it',
  `${before.toFixed(1)} MB before`,
  `${peak.toFixed(1)} MB`,
  `${heap().toFixed(1)} MB after`,
]);
console.log(markdown(rows));
child.kill();
process.exit(0);
