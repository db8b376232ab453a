import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../fixtures/fixture-case.ts';
import { faults, type Witness } from './faults.ts';
import { matrixOf } from './matrix.ts';
import { recorderFaults } from './recorder-faults.ts';

afterAll(() => {
  process.stdout.write(`\nFaults that were found, and the hosts that they are tried in\n${matrixOf(faults)}\n`);
});

function isThere(witness: Witness): boolean {
  if ('fixture' in witness) return existsSync(`${projectRoot}/fixtures/${witness.fixture}`);
  const file = `${projectRoot}/${witness.test}`;
  return existsSync(file) && readFileSync(file, 'utf8').includes(witness.title);
}

test.each(faults)('$name: has somebody who would tell', ({ witnesses }) => {
  expect(witnesses.filter((each) => !isThere(each))).toEqual([]);
  expect(witnesses.length).toBeGreaterThan(0);
});

test.each(recorderFaults)('$name: has its own case, and two of its kind', ({ cases }) => {
  const named = Object.entries(cases).flatMap(([file, titles]) => titles.map((title) => ({ file, title })));
  expect(named.filter(({ file, title }) => !readFileSync(`${projectRoot}/${file}`, 'utf8').includes(title))).toEqual(
    [],
  );
  expect(named.length).toBeGreaterThanOrEqual(3);
});
