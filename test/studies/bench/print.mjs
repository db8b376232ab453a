// Prints what tracking costs, from the code the compiler really emits: `npm run bench`. Nothing is asserted here, and no
// number leaves this run: ratios of one run compare, numbers of two machines do not.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { startTracking } from '@bud/runtime/otel';
import { transformSync } from 'esbuild';
import { captureTable } from './capture.mjs';
import { contender, rows } from './contender.mjs';
import { flowTable } from './flows.mjs';
import { measure } from './measure.mjs';
import { memoryRemark, memoryTable } from './memory.mjs';
import { printLines, timing } from './table.mjs';

console.log(
  `Node ${process.versions.node}, ns per call: median of 7 (spread in %), and the ratio to the first column\n`,
);

await printTable('Runtime installed, off', ['plain', 're-enter', 'enclose', 'wrapper (...args)'], rows);
// Function expressions are named by a call where they are evaluated: what is emitted must hold none.
const keepingNames = (code) => transformSync(code, { keepNames: true }).code;
await printTable('Off, behind esbuild with keepNames', ['plain', 're-enter', 'enclose'], rows, keepingNames);

const provider = new BasicTracerProvider();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(provider);
const tracking = startTracking({ tracerProvider: provider });
const withoutGenerator = rows.filter(({ generator }) => generator !== true);
await printTable('Tracking on, no exporter', ['startActiveSpan by hand', 're-enter', 'enclose'], withoutGenerator);
await printTable(
  'Tracking on, no exporter',
  ['re-enter', 'enclose'],
  rows.filter((row) => !withoutGenerator.includes(row)),
);
const capture = await captureTable();
printLines(capture.lines);
console.log(`${capture.remark}\n`);
printLines(await flowTable());
tracking.stop();

printLines(memoryTable());
console.log(memoryRemark);

async function printTable(title, columnNames, tableRows, compileAfter) {
  const lines = [[title, ...columnNames]];
  for (const row of tableRows) {
    const loops = [];
    for (const column of columnNames) loops.push(await contender(title, row, column, compileAfter));
    const results = await measure(loops);
    lines.push([row.name, ...results.map((result) => timing(result, results[0]))]);
  }
  printLines(lines);
}
