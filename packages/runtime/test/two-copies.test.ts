import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
// Inside `node_modules`, so that the copies find OpenTelemetry as installed packages do, and Git ignores them.
const parentFolder = fileURLToPath(new URL('../../../node_modules/.bud/', import.meta.url));
let folder = '';

beforeAll(() => {
  mkdirSync(parentFolder, { recursive: true });
  folder = mkdtempSync(`${parentFolder}copies-`);
  for (const [copy, version] of [
    ['a', '1.0.0'],
    ['b', '1.1.0'],
  ] as const) {
    cpSync(dist, `${folder}/${copy}`, { recursive: true });
    writeFileSync(`${folder}/${copy}/package.json`, JSON.stringify({ name: '@bud/runtime', version, type: 'module' }));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Instrumented code, as the compiler writes it for CommonJS: it has copy `a`. */
const instrumented = `
var __bud = require('./a/index.js').gate;
var __bud_work = { name: 'work', runs: 'sync', function: 'work', inputs: ['x'] };
exports.gate = __bud;
exports.work = function work(x) {
  if (__bud.on && __bud.enter(__bud_work)) return __bud.handed = [__bud_work, work, this, x], __bud.call();
  return x * 2;
};`;

const recording = `
import { TracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });`;

/** Runs a program in a process of its own, where nothing of ours is loaded yet, and gives back what it prints. */
function run(name: string, program: string): unknown {
  writeFileSync(`${folder}/instrumented.cjs`, instrumented);
  writeFileSync(`${folder}/${name}.mjs`, `${recording}\n${program}`);
  return JSON.parse(execFileSync(process.execPath, [`${folder}/${name}.mjs`], { encoding: 'utf8' })) as unknown;
}

const useBoth = `
const seen = [app.gate === other.gate, app.gate.on];
seen.push(app.work(1));
const tracking = otel.startTracking({ tracerProvider });
seen.push(app.gate.on, app.work(2));
tracking.stop();
seen.push(app.gate.on, app.work(3));
console.log(JSON.stringify({ seen, inputs: exporter.getFinishedSpans().map((s) => s.attributes['bud.track.input.x']) }));`;

const expected = { seen: [true, false, 2, true, 4, false, 6], inputs: [2] };

it('code that was loaded first, with a copy of its own, is recorded by another copy', () => {
  const program = `
const app = (await import('./instrumented.cjs')).default;
const before = app.work(0);
if (before !== 0 || app.gate.on) throw new Error('recorded by nobody');
const other = await import('./b/index.js');
const otel = await import('./b/otel.js');`;
  expect(run('code-first', program + useBoth)).toEqual(expected);
});

it('code that is loaded last, with a copy of its own, is recorded by another copy', () => {
  const program = `
const other = await import('./b/index.js');
const otel = await import('./b/otel.js');
const app = (await import('./instrumented.cjs')).default;`;
  expect(run('code-last', program + useBoth)).toEqual(expected);
});

it('the recorder of one copy gives way to that of another, and its stop then does nothing', () => {
  const program = `
const app = (await import('./instrumented.cjs')).default;
const first = (await import('./a/otel.js')).startTracking({});
(await import('./b/otel.js')).startTracking({ tracerProvider });
first.stop();
app.work(1);
console.log(JSON.stringify([app.gate.on, exporter.getFinishedSpans().length]));`;
  expect(run('two-recorders', program)).toEqual([true, 1]);
});
