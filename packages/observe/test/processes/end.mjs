// A program that ends in one of several ways, with a span that has ended and one that is open; without a URL nobody listens:
//
//   node end.mjs <way> [<url>]
import { configure, counter, span } from '@bud/observe';

const [way, url] = process.argv.slice(2);
const observing =
  url &&
  configure({
    serviceName: 'ending',
    export: [{ otlp: { url } }],
    // Nothing is sent before the end.
    batch: { delayMs: 60_000 },
    exitTimeoutMs: 1000,
    resourceDetectors: false,
  });

counter('steps').add(1);
span('ended').end();
span('open', { done: false });

const stayAlive = () => setInterval(() => {}, 1000);
const signal = (name) => {
  stayAlive();
  setTimeout(() => process.kill(process.pid, name), 10);
};

const ways = {
  'the event loop is empty'() {},
  'process.exitCode'() {
    process.exitCode = 4;
  },
  'process.exit in a handler'() {
    setTimeout(() => process.exit(3), 10);
  },
  'an uncaught error'() {
    setTimeout(() => {
      throw new RangeError('nobody catches this');
    }, 10);
  },
  'an unhandled rejection'() {
    void Promise.reject(new TypeError('nobody handles this'));
  },
  'an uncaught error that the program handles'() {
    process.on('uncaughtException', () => process.exit(7));
    throw new RangeError('the program catches this');
  },
  SIGTERM() {
    signal('SIGTERM');
  },
  SIGINT() {
    signal('SIGINT');
  },
  'SIGTERM twice'() {
    signal('SIGTERM');
    signal('SIGTERM');
  },
  'SIGTERM, and the program exits'() {
    process.on('SIGTERM', () => setTimeout(() => process.exit(5), 20));
    signal('SIGTERM');
  },
  'SIGTERM, and the program goes on'() {
    process.on('SIGTERM', () => setTimeout(() => process.stdout.write('went on\n'), 20));
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 10);
    setTimeout(() => {}, 100);
  },
  async 'a flush at the top level'() {
    await observing?.flush();
    process.stdout.write('flushed\n');
  },
  async 'a shutdown at the top level'() {
    await observing?.shutdown();
    process.stdout.write('shut down\n');
  },
  'process.exit during a shutdown'() {
    void observing?.shutdown();
    process.exit(6);
  },
};

await ways[way]();
