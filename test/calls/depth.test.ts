import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { writeBoth } from './instrumented.ts';

const code = `
/** @track */ export function reEntered(n) { return n ? 1 + reEntered(n - 1) : 0; }
const object = { /** @track */ down(n) { return n ? 1 + object.down(n - 1) : 0; } };
export const enclosed = (n) => object.down(n);`;

/** Prints how deep each of them can call itself before the stack is full. */
const programOf = ({ plain, tracked }: { readonly plain: string; readonly tracked: string }): string => `
import * as plain from '${plain}';
import * as tracked from '${tracked}';
const { startTracking } = await import('@bud/runtime/otel');
const { context } = await import('@opentelemetry/api');
const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
const { BasicTracerProvider } = await import('@opentelemetry/sdk-trace-base');
const fits = (call, depth) => { try { call(depth); return true; } catch { return false; } };
function depthOf(call) {
  let [low, high] = [1, 100_000];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(call, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const tracerProvider = new BasicTracerProvider();
const tracer = tracerProvider.getTracer('by hand');
const byHand = (n) => tracer.startActiveSpan('by hand', (span) => { const answer = n ? 1 + byHand(n - 1) : 0; span.end(); return answer; });
const depths = { plain: depthOf(plain.reEntered), off: depthOf(tracked.reEntered), offEnclosed: depthOf(tracked.enclosed) };
startTracking({ tracerProvider });
console.log(JSON.stringify({ ...depths, on: depthOf(tracked.reEntered), onEnclosed: depthOf(tracked.enclosed), byHand: depthOf(byHand) }));`;

interface Depths {
  readonly plain: number;
  readonly off: number;
  readonly offEnclosed: number;
  readonly on: number;
  readonly onEnclosed: number;
  readonly byHand: number;
}

test('a tracked function calls itself about as deep as plain while off, and as one written by hand while on', () => {
  // One process, whose frames stay those of the interpreter: a compiler changes their size when it feels like it.
  const args = ['--no-warnings', '--no-opt', '--no-sparkplug', '--input-type=module', '--eval'];
  const output = execFileSync(process.execPath, [...args, programOf(writeBoth('depth', code))], { encoding: 'utf8' });
  const { plain, off, offEnclosed, on, onEnclosed, byHand } = JSON.parse(output) as Depths;
  expect(off).toBeGreaterThan(plain * 0.85);
  expect(offEnclosed).toBeGreaterThan(plain * 0.4);
  expect(on).toBeGreaterThan(byHand * 0.9);
  expect(onEnclosed).toBeGreaterThan(byHand * 0.9);
});
