import { instrument, problemCodes } from '@bud/transform';
import { describe, expect, onTestFinished, test } from 'vitest';
import { rows } from './rows.mjs';
import { readSection } from '../../../../packages/docs/write/section.mjs';
import { document, section } from './section.mjs';

describe('the table of function forms', () => {
  test('is current; npm run forms writes it', () => {
    expect(readSection(document, 'forms')).toBe(section());
  });

  test('shows every form that is refused', () => {
    const fixtures = rows.map(([, fixture]) => fixture ?? '');
    const refusals = Object.keys(problemCodes).filter((code) => code.startsWith('BUD3'));
    const missing = refusals.filter((code) => !fixtures.some((name) => name.includes(code.toLowerCase())));
    expect(missing).toEqual([]);
  });
});

// What the table says about the cost of enclosing, measured.
describe('off, an enclosed function adds', () => {
  test.each([
    ['a sync function', '{ f() { return 1; } }', 0],
    ['an async function', '{ async f() { return 1; } }', 1],
  ])('%s: its ticks', async (_name, object, added) => {
    const code = `exports.object = ${object};`;
    expect((await ticksOf(instrumented(code))) - (await ticksOf(code))).toBe(added);
  });

  test.each([
    ['enclosed', '({ f() { return new Error().stack.split("\\n").length; } }).f()', 1],
    ['re-entered', '(() => { const f = () => new Error().stack.split("\\n").length; return f(); })()', 0],
  ])('%s: its stack frames', (_name, call, added) => {
    const frames = (code: string): number => evaluate(code)['frames'] as number;
    const code = `exports.frames = ${call};`;
    const rules = [{ functions: ['f', '*.f'] }];
    const { stackTraceLimit } = Error;
    onTestFinished(() => void (Error.stackTraceLimit = stackTraceLimit));
    Error.stackTraceLimit = 1000;
    const { code: off } = instrument(code, 'input.cjs', { rules });
    expect(off).not.toBe(code);
    expect(frames(off) - frames(code)).toBe(added);
  });
});

function instrumented(code: string): string {
  return instrument(code, 'input.cjs', { rules: [{ functions: '*' }] }).code;
}

function evaluate(code: string): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const gate = { on: false, apply: Reflect.apply };
  // oxlint-disable-next-line no-implied-eval -- the code is this test's own
  new Function('exports', 'require', code)(exports, () => ({ gate }));
  return exports;
}

/** Jobs of the queue until `object.f()` is settled. */
async function ticksOf(code: string): Promise<number> {
  const { f } = evaluate(code)['object'] as { f(): unknown };
  let ticks = 0;
  const call = { isSettled: false };
  void Promise.resolve(f()).then(() => (call.isSettled = true));
  while (!call.isSettled && ++ticks < 100) await null;
  return ticks;
}
