import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../fixtures/fixture-case.ts';
import { faults, type Witness } from './faults.ts';
import { matrixOf } from './matrix.ts';
import { recorderFaults } from './recorder-faults.ts';

afterAll(() => {
  process.stdout.write(`\nFaults that were found, and the hosts that they are tried in\n${matrixOf(faults)}\n`);
});

/** The inputs of a witness, each as `where: what`; what is not there is null. */
function inputsOf(witness: Witness): readonly (string | null)[] {
  if ('fixture' in witness) {
    const isInput = (file: string): boolean => file.startsWith('input.');
    const folder = `${projectRoot}/fixtures/${witness.fixture}`;
    return [existsSync(folder) && readdirSync(folder).some(isInput) ? witness.fixture : null];
  }
  const text = readFileSync(`${projectRoot}/${witness.test}`, 'utf8');
  return witness.inputs.map((input) => (text.includes(input) ? `${witness.test}: ${input}` : null));
}

test.each(faults)('$name: has its own input, and two of its kind', ({ witnesses }) => {
  const inputs = witnesses.flatMap(inputsOf);
  expect(witnesses.filter((each) => inputsOf(each).includes(null))).toEqual([]);
  expect(new Set(inputs).size).toBe(inputs.length);
  expect(inputs.length).toBeGreaterThanOrEqual(3);
});

test.each(recorderFaults)('$name: has its own case, and two of its kind', ({ cases }) => {
  const named = Object.entries(cases).flatMap(([file, titles]) => titles.map((title) => ({ file, title })));
  expect(named.filter(({ file, title }) => !readFileSync(`${projectRoot}/${file}`, 'utf8').includes(title))).toEqual(
    [],
  );
  expect(named.length).toBeGreaterThanOrEqual(3);
});
