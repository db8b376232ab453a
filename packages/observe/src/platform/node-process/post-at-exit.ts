import { Worker } from 'node:worker_threads';
import type { HttpRequest } from '../platform.ts';

/**
 * Sends requests while the process is ending: nothing asynchronous runs in this thread any more, so another thread sends
 * them, and this one waits until all are answered or the time is up. Gives how many were answered with success.
 */
export function postAtExit(requests: readonly HttpRequest[], timeoutMs: number): number {
  if (requests.length === 0) return 0;
  const shared = new SharedArrayBuffer(8);
  const [done, succeeded] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)];
  const worker = new Worker(sender, {
    eval: true,
    workerData: { shared, requests, timeoutMs },
    // What the program preloads, and what it writes to, is not this thread's business.
    execArgv: [],
    env: {},
  });
  worker.unref();
  Atomics.wait(done, 0, 0, timeoutMs);
  return Atomics.load(succeeded, 0);
}

// Plain text, because bundlers would not find a file; it runs as CommonJS.
const sender = `
const { workerData: { shared, requests, timeoutMs } } = require('node:worker_threads');
const done = new Int32Array(shared, 0, 1), succeeded = new Int32Array(shared, 4, 1);
const send = ({ url, headers, body }) => new Promise((resolve) => {
  const { request } = require(url.startsWith('https:') ? 'node:https' : 'node:http');
  const call = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.byteLength }, timeout: timeoutMs }, (answer) => {
    if (answer.statusCode >= 200 && answer.statusCode < 300) Atomics.add(succeeded, 0, 1);
    answer.resume();
    answer.on('close', resolve);
  });
  call.on('timeout', () => call.destroy());
  call.on('error', resolve);
  call.end(body);
});
Promise.all(requests.map(send)).finally(() => { Atomics.store(done, 0, 1); Atomics.notify(done, 0); });
`;
