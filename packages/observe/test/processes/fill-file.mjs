// Ends spans in a loop that hardly ever awaits, and notes in a file of its own, at once, which have ended when:
//
//   node fill-file.mjs <path> <count> <progress file> [<name>]
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { configure, span } from '@bud/observe';

const [path, count, progress, name = 'item'] = process.argv.slice(2);
configure({ serviceName: name, export: [{ file: { path, keep: 1000 } }], resourceDetectors: false });
for (let index = 0; index < Number(count); index += 1) {
  span(name, { index }).end();
  if (index % 100 === 0) appendFileSync(progress, `${index} ${Date.now()}\n`);
  if (index % 5000 === 0) await setImmediate();
}
appendFileSync(progress, `${count} ${Date.now()}\n`);
