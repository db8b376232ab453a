// Marks at random places of real source files, and marks that are misspelled at random.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createPool } from '../process-pool.mjs';
import { startProgress } from '../progress.mjs';
import { insertion, withMarks } from './mutation.mjs';
import { sourceFiles, tokenBoundaries } from './source-file.mjs';

const task = fileURLToPath(new URL('run-mark.mjs', import.meta.url));

/** Of the files with a rule for every function, so many have to have a tracked one: most of them have functions. */
const leastTracked = 0.75;

/** Tries so many files; the row of the table. A file counts as plain when it is one, which all are. */
export async function runMarks({ count, seed, timeoutMs = 10_000 }) {
  const files = sourceFiles();
  const textOf = markWriter(files);
  const texts = fc.record({
    file: fc.nat(files.length - 1),
    insertions: fc.array(insertion, { minLength: 1, maxLength: 4 }),
    hasRule: fc.boolean(),
  });
  const pool = createPool(task, { size: 1, timeoutMs, retireAfter: 1000 });
  const progress = startProgress('random marks', count);
  const ruled = { all: 0, tracked: 0 };
  const property = fc.asyncProperty(texts, async (item) => {
    const { path } = files[item.file];
    const text = textOf(item);
    const { value, died } = await pool.answer({ path, text, hasRule: item.hasRule });
    progress.advance();
    const wrong = died ?? value.wrong;
    if (wrong !== null) throw new Error(`${path}: ${wrong}\n${text}`);
    if (!item.hasRule) return;
    ruled.all++;
    if (value.functions > 0) ruled.tracked++;
  });
  const details = await fc.check(property, { numRuns: count, seed });
  pool.close();
  progress.end();
  return rowOf({ seed, files, details, ruled });
}

/** Marks of a file's own would hide what becomes of ours. */
function markWriter(files) {
  const boundaries = new Map();
  return ({ file, insertions }) => {
    const source = { ...files[file], text: files[file].text.replaceAll('@track', '@trick') };
    if (!boundaries.has(file)) boundaries.set(file, tokenBoundaries(source));
    return withMarks(source.text, boundaries.get(file), insertions);
  };
}

function rowOf({ seed, files, details, ruled }) {
  const lost = details.failed ? [`--seed ${seed}: ${details.errorInstance?.message}`] : [];
  if (lost.length === 0 && ruled.tracked < leastTracked * ruled.all)
    lost.push(`only in ${ruled.tracked} of ${ruled.all} files something was tracked`);
  const remark = `random marks: --seed ${seed}, put into ${files.length} files; functions are tracked in ${ruled.tracked} of \
${ruled.all} with a rule for every function; they are compiled, not run`;
  return { name: 'random marks', programs: details.numRuns, plain: null, off: null, on: null, lost, remark };
}
