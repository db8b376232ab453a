// Ends 10,000 spans each second in a process, towards receivers of every temper, and prints what arrived and what it cost:
//
//   npm run study -- observe-load                 a minute for each
//   npm run study -- observe-load --seconds 6     less
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createSilent } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { markdown } from '../markdown.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const program = fileURLToPath(new URL('load-process.mjs', import.meta.url));
const answering = (status, delayMs) =>
  createServer((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.writeHead(status).end(), delayMs));
  });

const receivers = {
  'no exporter': undefined,
  'answers in 20 ms': answering(200, 20),
  'answers in 2 s': answering(200, 2000),
  'answers 503': answering(503, 0),
  'never answers': createSilent(() => {}),
  'is not there': null,
};

const rows = [];
for (const [name, server] of Object.entries(receivers)) rows.push([name, ...(await row(server))]);
const head = ['receiver', 'spans', 'lost', 'RSS before, MB', 'most, MB', 'longest delay of a timer, ms'];
console.log(`${values.seconds} s each, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}:\n`);
console.log(markdown([head, ...rows], 'lrrrrr'));

async function row(server) {
  await new Promise((resolve) => (server ? server.listen(0, '127.0.0.1', resolve) : resolve()));
  const url = server === undefined ? 'none' : `http://127.0.0.1:${server?.address().port ?? 9}`;
  const { stdout } = await promisify(execFile)(process.execPath, [program, url, values.seconds]);
  server?.closeAllConnections?.();
  server?.close();
  const { ended, lost, before, most, longestMs } = JSON.parse(stdout);
  return [ended, lost, before, most, longestMs].map((count) => count.toLocaleString('en'));
}
