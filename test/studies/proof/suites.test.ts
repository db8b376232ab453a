import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

// Real suites need checkouts; here is what makes their answer worth something: that a difference is found.

const command = fileURLToPath(new URL('suite.mjs', import.meta.url));
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const sum = 'export function sum(a, b) { return a + b; }\n';
const cases = `
  test('adds', () => assert.equal(sum(1, 2), 3));
  test('reads its text', () => assert.equal(String(sum).includes('__bud'), false));
  test('fails plain', () => assert.equal(sum(1, 2), 4));
`;
const suites = {
  node: `import { test } from 'node:test';\nimport assert from 'node:assert';\n`,
  vitest: `import { assert, test } from 'vitest';\n`,
};

test.each(['node', 'vitest'] as const)(
  'a suite of %s: what is lost is told, off and on',
  (runner) => {
    const checkout = writeCheckout({
      'package.json': '{ "name": "sums", "version": "1.0.0", "type": "module" }',
      '.gitignore': 'node_modules\n',
      'src/sum.js': sum,
      'test/sum.test.js': `${suites[runner]}import { sum } from '../src/sum.js';\n${cases}`,
    });
    const { stdout, stderr } = spawnSync(process.execPath, [command, checkout, '--runner', runner, '--json'], {
      encoding: 'utf8',
    });
    // A process that could not start has nothing but its complaint.
    const row: unknown = JSON.parse(stdout || JSON.stringify(stderr));
    expect(row).toMatchObject({ version: '1.0.0', programs: 3, plain: 2, off: 1, on: 1, functions: 1, complaints: [] });
    expect(row).toMatchObject({
      regressions: [
        { mode: 'off', key: expect.stringContaining('reads its text'), file: 'test/sum.test.js' },
        { mode: 'on', key: expect.stringContaining('reads its text'), file: 'test/sum.test.js' },
      ],
    });
    expect(row).toHaveProperty('spans', 2);
  },
  120_000,
);

test('what is lost once is lost, what fails plain is flaky, and what cannot be read is told', () => {
  const marks = mkdtempSync(join(tmpdir(), 'bud-suite-marks-'));
  onTestFinished(() => rmSync(marks, { recursive: true }));
  const checkout = writeCheckout({
    'package.json': '{ "name": "sums", "version": "1.0.0", "type": "module" }',
    '.gitignore': 'node_modules\n',
    'src/sum.js': sum,
    'src/unread.js': 'function (\n',
    'test/sum.test.js': `${suites.node}
import { existsSync, writeFileSync } from 'node:fs';
import { sum } from '../src/sum.js';
function isFirst(name) {
  const path = ${JSON.stringify(marks)} + '/' + name;
  return !existsSync(path) && (writeFileSync(path, ''), true);
}
test('is lost once', () => assert.ok(!String(sum).includes('__bud') || !isFirst('lost')));
test('passes once', () => assert.ok(isFirst('passed')));
`,
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, checkout, '--runner', 'node', '--json'], {
    encoding: 'utf8',
  });
  const row: unknown = JSON.parse(stdout || JSON.stringify(stderr));
  expect({ row, status }).toMatchObject({
    status: 1,
    row: {
      regressions: [{ mode: 'off', key: expect.stringContaining('is lost once') }],
      flaky: [
        { mode: 'off', key: expect.stringContaining('passes once') },
        { mode: 'on', key: expect.stringContaining('passes once') },
      ],
      unread: [expect.stringMatching(/^BUD001 /)],
    },
  });
}, 120_000);

/** A project under Git, as `suite.mjs` expects it, with this repository's packages installed. */
function writeCheckout(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'bud-suite-checkout-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(modules, join(root, 'node_modules'));
  const git = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...git, 'commit', '-qm', 'x'],
  ])
    execFileSync('git', args, { cwd: root });
  return root;
}
