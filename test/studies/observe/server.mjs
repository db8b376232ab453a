// Asks servers 1,000 requests each second, in short turns: one without an exporter, and one for each receiver that is out of
// order. Prints what that costs their callers and their memory:
//
//   npm run study -- observe-server                 ten minutes
//   npm run study -- observe-server --seconds 60    less
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { markdown } from '../markdown.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const perSecond = 1000;
const turnSeconds = 2;
const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

const answering = (status, delayMs, body) =>
  createServer((incoming, response) => {
    incoming.resume().on('end', () => setTimeout(() => response.writeHead(status).end(body), delayMs));
  });
const receivers = {
  'answers in 2 s': answering(200, 2000),
  'answers 503': answering(503, 0),
  'answers garbage': answering(200, 0, Buffer.from([255, 254, 0, 1])),
};
const servers = { 'no exporter': await start(), 'is not there': await start(9) };
for (const [name, receiver] of Object.entries(receivers)) {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  servers[name] = await start(receiver.address().port);
}

const all = Object.values(servers);
// The first turn of each is not counted: all are cold.
for (const server of all) {
  await turn(server);
  server.cpuBefore = (await told(server)).cpu;
}
for (let second = 0; second < Number(values.seconds); second += all.length * turnSeconds)
  for (const server of all) {
    server.turns.push(await turn(server));
    const { rss, cpu, lost } = await told(server);
    Object.assign(server, { rss, cpu, lost, most: Math.max(server.most ?? 0, rss) });
  }

const head = [
  'receiver',
  'requests',
  'p50, ms',
  'p99, ms',
  'CPU per request, µs',
  'RSS at the end, MB',
  'most, MB',
  'lost spans and logs',
];
console.log(
  `${values.seconds} s, in turns of ${turnSeconds} s, of which the percentiles are the median; ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}:\n`,
);
console.log(markdown([head, ...Object.entries(servers).map(([name, server]) => row(name, server))], 'lrrrrrrr'));
for (const { child } of all) child.kill('SIGKILL');
process.exit();

async function start(receiverPort) {
  const child = fork(program, receiverPort === undefined ? [] : [`http://127.0.0.1:${receiverPort}`]);
  const [{ port }] = await once(child, 'message');
  return { child, port, agent: new Agent({ keepAlive: true, maxSockets: 64 }), turns: [] };
}

async function told({ child }) {
  child.send('tell');
  const [answer] = await once(child, 'message');
  return answer;
}

/** How long each request took, sorted. They are made when they are due, whether or not earlier ones were answered. */
async function turn(server) {
  const begun = performance.now();
  const running = [];
  while (performance.now() - begun < turnSeconds * 1000) {
    const due = Math.floor(((performance.now() - begun) * perSecond) / 1000);
    while (running.length < due) running.push(ask(server, running.length));
    await delay(1);
  }
  return (await Promise.all(running)).toSorted((a, b) => a - b);
}

function ask({ port, agent }, index) {
  const begun = performance.now();
  return new Promise((resolve) => {
    request({ port, agent, path: `/order-${index}`, host: '127.0.0.1' }, (response) => {
      response.resume().on('end', () => resolve(performance.now() - begun));
    }).end();
  });
}

function row(name, { turns, rss, most, lost, cpu, cpuBefore }) {
  const at = (part) => median(turns.map((delays) => delays[Math.floor(delays.length * part)])).toFixed(2);
  const megabytes = (bytes) => Math.round(bytes / 2 ** 20).toLocaleString('en');
  const requests = turns.reduce((sum, { length }) => sum + length, 0);
  return [
    name,
    requests.toLocaleString('en'),
    at(0.5),
    at(0.99),
    Math.round((cpu - cpuBefore) / requests).toLocaleString('en'),
    megabytes(rss),
    megabytes(most),
    lost.toLocaleString('en'),
  ];
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
