import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldersIn } from '../../fixtures/folders.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What there is of tests: for every suite the tests that passed and the assertions they executed, from the JSON report of
 * a run; and the fixtures of every area.
 */
export function inventoryOf(report) {
  const rows = {};
  for (const { name, assertionResults } of report.testResults) {
    const row = (rows[suiteOf(pathOf(name))] ??= { tests: 0, assertions: 0 });
    for (const { status, meta } of assertionResults) {
      if (status !== 'passed') continue;
      row.tests += 1;
      row.assertions += meta?.assertions ?? 0;
    }
  }
  for (const [area, count] of fixtureCounts()) rows[`fixtures/${area}`] = { fixtures: count };
  return Object.fromEntries(Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** From the checkout that ran it, which need not be this one: reports of two versions are compared. */
function pathOf(name) {
  return name.replaceAll('\\', '/').replace(/^.*?\/(?=(?:packages|examples|test)\/)/, '');
}

/** The package, or what of the tests that cross packages: studies count by their own names, wherever they stand. */
function suiteOf(path) {
  const [first, second, third] = path.split('/');
  if (first === 'packages') return `packages/${second}`;
  return second === 'studies' ? third : second;
}

function fixtureCounts() {
  const folder = join(root, 'fixtures');
  return foldersIn(folder).map((area) => [area, foldersIn(join(folder, area)).length]);
}

/** Every figure that is smaller than it was; a suite or an area that is gone is smaller by all it had. */
export function losses(before, now) {
  return Object.entries(before).flatMap(([name, row]) =>
    Object.entries(row).flatMap(([key, was]) => {
      const is = now[name]?.[key] ?? 0;
      return is < was ? [`${name}: ${is} ${key}, ${was} before`] : [];
    }),
  );
}

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
