import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { install } from '../../install.mjs';

await install('test/studies/outcomes');

const folder = fileURLToPath(new URL('.', import.meta.url));

async function printed(file: string, args: readonly string[] = [], flags: readonly string[] = []): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file, ...args], { cwd: folder });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

// How long they take is for `npm run study -- outcomes`, which also asks the other runtimes.
test('every kind of call has the right parent, status, end reason and number of items', async () => {
  expect(await printed('check.mjs')).toEqual({
    count: 53,
    faults: {},
    failureCount: 0,
    // As they are without tracking: a rejection that is handled late, one that never is, and what `finally` gives.
    unhandled: ['lost', 'never handled', '400 no such model'],
  });
}, 60_000);

test('a realm whose intrinsics are frozen records the same', async () => {
  const open = await printed('locked-down.mjs');
  expect(open).toMatchObject({
    failureCount: 0,
    seen: [0, 1, 7, 'a', 1, 'p', 's', true, true, true, true, true, true],
  });
  expect(await printed('locked-down.mjs', [], ['--frozen-intrinsics'])).toEqual(open);
  expect(await printed('locked-down.mjs', ['lockdown'])).toEqual(open);
  expect(await printed('locked-down.mjs', ['strict-lockdown'])).toEqual(open);
});
