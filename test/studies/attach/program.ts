import { url } from 'node:inspector';
import { setTimeout } from 'node:timers/promises';

/** @track */
function often(text: string) {
  return hash(text);
}

/** @track */
function tenth(text: string) {
  return hash(text);
}

/** What a request does besides its tracked calls. */
function hash(text: string) {
  let sum = 0;
  for (let index = 0; index < 2000; index += 1) sum = (sum * 31 + text.charCodeAt(index % text.length)) | 0;
  return sum;
}

/** A hundred calls, one in ten of them of the other function. */
function request(number: number) {
  let sum = 0;
  for (let call = 0; call < 100; call += 1) sum += (call % 10 === 0 ? tenth : often)(`${number} ${call}`);
  return sum;
}

/** A hundred requests a second, for two seconds: the time that half of them need at most. */
async function load() {
  const times: number[] = [];
  let due = performance.now();
  for (let number = 0; number < 200; number += 1) {
    due += 10;
    await setTimeout(Math.max(0, due - performance.now()));
    const startedAt = performance.now();
    request(number);
    times.push(performance.now() - startedAt);
  }
  return { requestMs: times.toSorted((a, b) => a - b)[100] };
}

async function state() {
  await setTimeout(100);
  globalThis.gc?.();
  // Proof of the cast: the gate of every tracked program.
  const gate = (globalThis as unknown as Record<symbol, Readonly<Record<string, unknown>>>)[Symbol.for('bud.gate.v1')];
  return {
    resources: process.getActiveResourcesInfo().toSorted(),
    listeners: process
      .eventNames()
      .map((name) => `${String(name)} ${process.listenerCount(name)}`)
      .toSorted(),
    globals: Reflect.ownKeys(globalThis).map(String).toSorted(),
    gate: [gate?.['on'], typeof gate?.['call'], typeof gate?.['guest']],
    heapBytes: process.memoryUsage().heapUsed,
  };
}

request(0);
process.on('message', (message) => {
  void (message === 'load' ? load() : state()).then((answer) => process.send?.(answer));
});
process.send?.({ inspector: url() });
