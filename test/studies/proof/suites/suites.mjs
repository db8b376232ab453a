// The suites of real projects, as rows of the one table.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projects, settingsOf } from './projects.mjs';
import { runSuite } from './run-suite.mjs';

/** The checkouts below `folder` that `projects.mjs` knows, those whose name contains `only`. Throws when there is none. */
export function openSuites(folder, only) {
  const known = Object.keys(projects).filter((name) => name.includes(only));
  const found = new Set(checkoutsIn(folder));
  const checkouts = known.filter((name) => found.has(name)).map((name) => join(folder, name));
  if (checkouts.length > 0) return checkouts;
  throw new Error(`--suites ${folder}: no checkout of ${known.join(', ') || `a project named like "${only}"`}`);
}

/** The row of one checkout; a suite uses all `jobs` itself. */
export async function runOneSuite({ checkout, jobs }) {
  const row = await rowOf({ ...settingsOf(checkout), checkout, workers: jobs });
  process.stderr.write(`${row.name}: ${row.programs} tests, ${row.lost.length} lost\n`);
  return row;
}

async function rowOf(suite) {
  const found = await runSuite(suite);
  const { regressions, unread, stale, complaints, flaky, excused } = found;
  const name = `${found.suite} ${found.version ?? found.commit}`;
  return {
    name,
    programs: found.programs,
    plain: found.plain,
    off: found.off,
    on: found.on,
    lost: [
      ...regressions.map(({ mode, key, reason }) => `${name} (${mode}): ${key}\n  ${reason}`),
      ...(found.functions === 0 || found.spans === 0 ? [`${name}: nothing was tracked`] : []),
      ...unread.map((text) => `${name}: ${text}`),
      ...stale.map((key) => `${name}: ${key} is excused, and passes`),
    ],
    remark: `${name} (${found.commit}, ${suite.runner}): ${found.functions} functions tracked, ${found.spans} spans, \
refused ${found.refused.length}, excused ${excused.length}, flaky ${flaky.length}${[...new Set(complaints)].map((text) => `\n  ${text}`).join('')}`,
  };
}

function checkoutsIn(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Error(`--suites ${folder}: no folder with checkouts`, { cause: error });
  }
}
