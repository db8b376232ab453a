import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMarks } from './marks/suite.mjs';
import { openMutants, runMutants } from './mutants/suite.mjs';
import { createPool } from './process-pool.mjs';
import { runPrograms } from './programs/suite.mjs';
import { bundleRuntime } from './runtime-bundle.mjs';
import { openCheckout } from './test262/checkout.mjs';
import { runTest262 } from './test262/suite.mjs';

// The quick proof is a command of its own; here is what makes its answer worth something: that it finds a difference.

beforeAll(bundleRuntime);

const limits = { timeoutMs: 20_000, retireAfter: 100 };

describe('random programs', () => {
  test('some pass, and record spans', async () => {
    const row = await runPrograms({ count: 25, seed: 11, jobs: 2 });
    expect(row).toMatchObject({ programs: 25, plain: 25, off: 25, on: 25, lost: [] });
    expect(row.remark).toMatch(/[1-9]\d* functions instrumented, [1-9]\d* spans/);
  });

  test.each([
    [
      'a stack frame',
      3000,
      'const o = { m() { return new Error().stack.split("\\n").length; } }; action(() => o.m(), []);',
    ],
    // However long one waits.
    ['an endless loop', 300, 'function f() { for (;;); } action(() => f(), []);'],
  ])('a difference is found: %s', async (_name, timeoutMs, text) => {
    const task = fileURLToPath(new URL('programs/run-program.mjs', import.meta.url));
    const pool = createPool(task, { ...limits, timeoutMs, size: 1 });
    const { value, died } = await pool.answer({ text, goal: 'sloppy', isConcurrent: false });
    pool.close();
    expect(died ?? value.differences).not.toEqual([]);
  });
});

test('random marks: some pass', async () => {
  expect(await runMarks({ count: 50, seed: 11 })).toMatchObject({ programs: 50, lost: [] });
});

describe('mutants', () => {
  test('all fit in one place of what was built', () => {
    expect(openMutants('').length).toBeGreaterThanOrEqual(20);
  });

  // What the whole list takes is a command of its own, too: these are faults that a proof overlooks most easily.
  test.each([
    ['the process ends while it compiles', 'random programs', 'off: the process ended with code 3'],
    ['compiling never ends', 'random programs', 'off: no answer within'],
    ['every function is refused', 'random programs', 'functions were tracked'],
    ['no function is tracked, and nothing is said', 'random programs', 'functions were tracked'],
    ['an enclosed async result comes eight ticks late', 'random programs', 'ticks more than plain'],
    ['no span ends', 'fixtures', '"ended":false'],
  ])(
    'is found: %s',
    async (name, suite, words) => {
      const [result] = await runMutants({ chosen: openMutants(name), seed: 1, jobs: 1 });
      expect(result).toMatchObject({ name, suite, found: expect.stringContaining(words) as unknown });
    },
    120_000,
  );
});

describe('test262', () => {
  const passing = 'function f() { return 1; } assert(f() === 1);';
  const tests: Readonly<Record<string, string>> = {
    'sloppy-and-strict.js': `/*--- description: x ---*/ ${passing}`,
    'strict.js': `/*--- flags: [onlyStrict] ---*/ assert((function () { return this; })() === undefined);`,
    'module.js': `/*--- flags: [module] ---*/ import self from './module.js'; export default () => 1; assert(self() === 1);`,
    'async.js': `/*---\nflags: [async, noStrict]\n---*/ (async function f() { return 1; })().then(() => $DONE(), $DONE);`,
    'negative.js': `/*---\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/ function f() { let a; let a; }`,
    'fails-plain.js': `/*--- flags: [noStrict] ---*/ (function f() { throw new Error(); })();`,
    'differs.js': `/*--- flags: [noStrict] ---*/ function f() { return 1; } assert(String(f) === 'function f() { return 1; }');`,
  };

  test('runs tests in all their goals and tells what was lost', async () => {
    const checkout = openCheckout(writeCheckout(tests), '');
    const row = await runTest262({ checkout, jobs: 2 });
    expect(row).toMatchObject({ programs: 9, plain: 8, off: 7, on: 7 });
    expect(row.lost).toEqual([
      expect.stringContaining('language/differs.js (sloppy, off): runtime: '),
      expect.stringContaining('language/differs.js (sloppy, on): runtime: '),
    ]);
  });

  test('says what is wrong with a path', () => {
    expect(() => openCheckout('/nowhere', '')).toThrow('--test262 /nowhere: no checkout of tc39/test262');
    const root = writeCheckout(tests);
    expect(() => openCheckout(root, 'nothing')).toThrow('--only nothing: no language test');
  });
});

/** A checkout with tests of our own, and as much of the harness as they need. */
function writeCheckout(tests: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bud-test262-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('harness/assert.js', 'function assert(isTrue) { if (!isTrue) throw new Error("not true"); }');
  write('harness/sta.js', '');
  write(
    'harness/doneprintHandle.js',
    'function $DONE(error) { print(error ? String(error) : "Test262:AsyncTestComplete"); }',
  );
  for (const [name, text] of Object.entries(tests)) write(`test/language/${name}`, text);
  return root;
}
