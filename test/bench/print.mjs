// Prints what tracking costs, from the code the compiler really emits: `npm run bench`. Nothing is asserted here, and no
// number leaves this run: ratios of one run compare, numbers of two machines do not.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { startTracking } from '@bud/runtime/otel';
import { contender, rows } from './contender.mjs';
import { measure } from './measure.mjs';

console.log(
  `Node ${process.versions.node}, ns per call: median of 7 (spread in %), and the ratio to the first column\n`,
);

await printTable('Runtime installed, off', ['plain', 're-enter', 'enclose', 'wrapper (...args)'], rows);

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
tracking.stop();

async function printTable(title, columnNames, tableRows) {
  const lines = [[title, ...columnNames]];
  for (const row of tableRows) {
    const loops = [];
    for (const column of columnNames) loops.push(await contender(title, row, column));
    const results = await measure(loops);
    lines.push([row.name, ...results.map((result) => cell(result, results[0]))]);
  }
  const widths = lines[0].map((_, index) => Math.max(...lines.map((line) => line[index].length)));
  const text = lines.map((line) => `| ${line.map((item, index) => item.padEnd(widths[index])).join(' | ')} |`);
  text.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  console.log(`${text.join('\n')}\n`);
}

function cell({ medianNs, spreadPercent }, first) {
  const digits = medianNs < 100 ? 1 : 0;
  return `${medianNs.toFixed(digits)} (${spreadPercent.toFixed(0)} %) ×${(medianNs / first.medianNs).toFixed(2)}`;
}
