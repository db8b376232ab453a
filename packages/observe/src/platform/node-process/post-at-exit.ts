import { Worker } from 'node:worker_threads';
import type { HttpRequest } from '../platform.ts';
import { certificates } from './certificates.ts';

/**
 * Sends requests while the process is ending: nothing asynchronous runs in this thread any more, so another thread sends
 * them, and this one waits until all are answered or the time is up. Tells of each whether it was answered with success.
 */
export function postAtExit(requests: readonly HttpRequest[], timeoutMs: number): readonly boolean[] {
  if (requests.length === 0) return [];
  // First whether all are answered, then the status of each.
  const shared = new Int32Array(new SharedArrayBuffer(4 * (requests.length + 1)));
  const worker = new Worker(sender, {
    eval: true,
    workerData: { shared, requests, timeoutMs, tls: tlsFor(requests) },
    // What the program preloads, and what it writes to, is not this thread's business.
    execArgv: [],
    env: pick(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED'),
  });
  worker.unref();
  Atomics.wait(shared, 0, 0, timeoutMs);
  return requests.map((_, index) => {
    const status = Atomics.load(shared, index + 1);
    return status >= 200 && status < 300;
  });
}

function tlsFor(requests: readonly HttpRequest[]): ReturnType<typeof certificates> {
  return requests.some(({ url }) => url.startsWith('https:')) ? certificates() : {};
}

function pick(environment: NodeJS.ProcessEnv, name: string): NodeJS.ProcessEnv {
  const value = environment[name];
  return value === undefined ? {} : { [name]: value };
}

// Plain text, because bundlers would not find a file; it runs as CommonJS.
const sender = `
const { workerData: { shared, requests, timeoutMs, tls } } = require('node:worker_threads');
const send = ({ url, headers, body }, index) => new Promise((resolve) => {
  const { request } = require(url.startsWith('https:') ? 'node:https' : 'node:http');
  const call = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.byteLength }, timeout: timeoutMs, ...tls }, (answer) => {
    Atomics.store(shared, index + 1, answer.statusCode);
    answer.resume();
    answer.on('close', resolve);
  });
  call.on('timeout', () => call.destroy());
  call.on('error', resolve);
  call.end(body);
});
Promise.all(requests.map(send)).finally(() => { Atomics.store(shared, 0, 1); Atomics.notify(shared, 0); });
`;
