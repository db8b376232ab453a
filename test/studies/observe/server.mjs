// Asks servers 1,000 requests each second, in short turns: one without an exporter, one for each receiver that is out of order,
// and a second one without an exporter, which shows how much turns differ by themselves. Each turn is compared with that of
// the first server in the same round, so that what else the machine does falls on both. Prints what receivers cost the
// callers, memory and handles:
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
const before = loadavg()[0].toFixed(1);
const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

const answering = (status, delayMs, body) =>
  createServer((incoming, response) => {
    incoming.resume().on('end', () => setTimeout(() => response.writeHead(status).end(body), delayMs));
  });
const receivers = {
  'answers at once': answering(200, 0),
  'answers in 2 s': answering(200, 2000),
  'answers 503': answering(503, 0),
  'answers garbage': answering(200, 0, Buffer.from([255, 254, 0, 1])),
};
const servers = { 'no exporter': await start(), 'no exporter, again': await start(), 'is not there': await start(9) };
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
    const { rss, cpu, lost, handles } = await told(server);
    Object.assign(server, { rss, cpu, lost, handles, most: Math.max(server.most ?? 0, rss) });
    server.first ??= rss;
  }

const head = [
  'receiver',
  'requests',
  'p50, ms',
  'p99, ms',
  'to no exporter',
  'quartiles',
  'CPU per request, µs',
  'RSS after the first turn, MB',
  'at the end',
  'most',
  'handles',
  'lost spans and logs',
];
console.log(
  `${values.seconds} s, ${all[0].turns.length} rounds of turns of ${turnSeconds} s. Percentiles are the median of all turns; "to no exporter" is the median of the ratios of the p99 of each round. ${availableParallelism()} processors, load ${before} at the start, of others:\n`,
);
console.log(markdown([head, ...Object.entries(servers).map(([name, server]) => row(name, server))], 'lrrrrrrrrrrr'));
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

function row(name, { turns, first, rss, most, handles, lost, cpu, cpuBefore }) {
  const at = (part) => quantile(turns.map((delays) => quantile(delays, part))).toFixed(2);
  const megabytes = (bytes) => Math.round(bytes / 2 ** 20).toLocaleString('en');
  const requests = turns.reduce((sum, { length }) => sum + length, 0);
  const [plain] = all;
  const ratios = turns.map((delays, round) => quantile(delays, 0.99) / quantile(plain.turns[round], 0.99));
  return [
    name,
    requests.toLocaleString('en'),
    at(0.5),
    at(0.99),
    quantile(ratios).toFixed(3),
    `${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)}`,
    Math.round((cpu - cpuBefore) / requests).toLocaleString('en'),
    megabytes(first),
    megabytes(rss),
    megabytes(most),
    handles,
    lost.toLocaleString('en'),
  ];
}

function quantile(numbers, part = 0.5) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)];
}
