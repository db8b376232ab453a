// Configures, records and shuts down a hundred times, and prints what each ten of them have left: node --expose-gc again.mjs <url>
import { setTimeout } from 'node:timers/promises';
import * as bud from '@bud/observe';

const [url] = process.argv.slice(2);
const events = ['beforeExit', 'exit', 'uncaughtExceptionMonitor', 'SIGTERM', 'SIGINT', 'SIGHUP'];

async function round() {
  const observing = bud.configure({
    export: [{ otlp: { url } }, { file: { path: 'trace.jsonl' } }, { console: true }, bud.memoryExporter()],
    sampling: { keepErrors: true },
    runtimeMetrics: true,
  });
  const audit = bud.createObserve({ export: [{ otlp: { url } }] });
  for (let index = 0; index < 20; index += 1) bud.span('work {index}', { index }, () => bud.info('at work'));
  bud.counter('rounds').add(1);
  audit.info('done');
  await observing.flush();
  await Promise.all([observing.shutdown(), audit.shutdown()]);
}

async function left() {
  // The receiver closes idle connections itself; timers and handles that go with them are not ours.
  await setTimeout(20);
  globalThis.gc();
  return {
    timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length,
    listeners: events.reduce((sum, event) => sum + process.listenerCount(event), 0),
    heap: process.memoryUsage().heapUsed,
  };
}

const before = { ...(await left()), heap: 0 };
const tens = [];
for (let ten = 0; ten < 10; ten += 1) {
  for (let each = 0; each < 10; each += 1) await round();
  tens.push(await left());
}
process.stderr.write(JSON.stringify({ before, tens }));
