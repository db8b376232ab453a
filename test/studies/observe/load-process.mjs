// Ends 10,000 spans each second for so long, and prints what became of them: node load-process.mjs <url> <seconds>
import { setTimeout } from 'node:timers/promises';
import { configure, span } from '@bud/observe';

const [url, seconds] = process.argv.slice(2);
const memory = () => Math.round(process.memoryUsage().rss / 2 ** 20);
const observing = url === 'none' ? undefined : configure({ export: [{ otlp: { url, signals: ['traces'] } }] });
const begun = performance.now();
const before = memory();
let [ended, most, longestMs] = [0, before, 0];
while (performance.now() - begun < Number(seconds) * 1000) {
  const due = Math.floor((performance.now() - begun) * 10);
  for (; ended < due; ended += 1) span('work', { index: ended }).end();
  most = Math.max(most, memory());
  const asleep = performance.now();
  await setTimeout(10);
  longestMs = Math.max(longestMs, performance.now() - asleep - 10);
}
await observing?.shutdown();
console.log(JSON.stringify({ ended, lost: observing?.lost ?? 0, before, most, longestMs: Math.round(longestMs) }));
