// Prints how many spans a second go through each exporter, with and without the search for secrets. Each span has two
// strings of the corpus that the tests plant secrets with, which are longer and fuller than what programs record.
//
//   npm run study -- observe-scrub
import { trace } from '@opentelemetry/api';
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bud from '@bud/observe';
import { clickhouse } from '@bud/observe/clickhouse';
import { markdown } from '../markdown.mjs';

const rounds = 20;
const folder = mkdtempSync(join(tmpdir(), 'bud-scrub-'));
const texts = (await corpus()).map(({ text }) => text);
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length;

const server = createServer((request, response) => request.resume().on('end', () => response.end()));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const targets = {
  memory: () => bud.memoryExporter(),
  file: () => ({ file: { path: join(folder, 'trace.jsonl'), maxBytes: 2 ** 30 } }),
  'OTLP, http/protobuf': () => ({ otlp: { url, signals: ['traces'] } }),
  'OTLP, http/json': () => ({ otlp: { url, signals: ['traces'], protocol: 'http/json' } }),
  ClickHouse: () => clickhouse({ url }),
};

const rows = [];
for (const [name, target] of Object.entries(targets)) {
  // Both are warm before they count.
  const perSecond = { on: [], off: [] };
  for (let turn = 0; turn < 4; turn += 1)
    for (const scrubbing of [true, false]) {
      const measured = await spansPerSecond(target(), scrubbing);
      if (turn > 0) perSecond[scrubbing ? 'on' : 'off'].push(measured);
    }
  const [on, off] = [Math.max(...perSecond.on), Math.max(...perSecond.off)];
  const searched = 1 / (1 / on - 1 / off);
  rows.push([name, thousands(on), thousands(off), ((searched * 2 * bytes) / 1e6).toFixed(1)]);
}
console.log(
  `${texts.length} strings of ${Math.round(bytes)} bytes, best of three, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}:\n`,
);
console.log(markdown([['exporter', 'spans a second', 'without scrubbing', 'searched, MB a second'], ...rows], 'lrrr'));
server.close();
server.closeAllConnections();
rmSync(folder, { recursive: true });

/** From the first span until everything has been sent. */
async function spansPerSecond(target, scrubbing) {
  const observing = bud.configure({ export: [target], scrubbing, resourceDetectors: false });
  const tracer = trace.getTracer('another library');
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) tracer.startSpan('s', { attributes: { note: text, list: [text] } }).end();
    // The receiver is in this process, and has to get its turn.
    await observing.flush();
  }
  const seconds = (performance.now() - begun) / 1000;
  await observing.shutdown();
  if (observing.lost > 0) throw new Error(`${observing.lost} spans were lost`);
  return (rounds * texts.length) / seconds;
}

/** The tests are TypeScript. */
async function corpus() {
  const outfile = join(folder, 'planted.mjs');
  const entry = fileURLToPath(new URL('../../../packages/value/test/secret/planted.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', outfile });
  return (await import(outfile)).planted;
}

function thousands(count) {
  return Math.round(count).toLocaleString('en');
}
