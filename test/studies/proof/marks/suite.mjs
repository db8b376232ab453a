// Marks at random places of real source files, and marks that are misspelled at random.
import fc from 'fast-check';
import { startProgress } from '../progress.mjs';
import { brokenClaim } from './claim.mjs';
import { insertion, withMarks } from './mutation.mjs';
import { sourceFiles, tokenBoundaries } from './source-file.mjs';

/** Tries so many files; the row of the table. A file counts as plain when it is one, which all are. */
export function runMarks({ count, seed }) {
  const files = sourceFiles();
  const boundaries = new Map();
  const texts = fc.record({
    file: fc.nat(files.length - 1),
    insertions: fc.array(insertion, { minLength: 1, maxLength: 4 }),
    hasRule: fc.boolean(),
  });
  const textOf = ({ file, insertions }) => {
    // Marks of the file's own would hide what becomes of ours.
    const source = { ...files[file], text: files[file].text.replaceAll('@track', '@trick') };
    if (!boundaries.has(file)) boundaries.set(file, tokenBoundaries(source));
    return withMarks(source.text, boundaries.get(file), insertions);
  };
  const claim = (item) => brokenClaim(files[item.file].path, textOf(item), item.hasRule);
  const progress = startProgress('random marks', count);
  const property = fc.property(texts, (item) => {
    const wrong = claim(item);
    progress.advance();
    if (wrong !== null) throw new Error(`${files[item.file].path}: ${wrong}\n${textOf(item)}`);
  });
  const details = fc.check(property, {
    numRuns: count,
    seed,
    interruptAfterTimeLimit: undefined,
    markInterruptAsFailure: false,
  });
  progress.end();
  const passed = details.failed ? details.numRuns - 1 : count;
  const lost = details.failed ? [`--seed ${seed}: ${details.errorInstance?.message}`] : [];
  const remark = `random marks: --seed ${seed}, put into ${files.length} files; they are compiled, not run`;
  return { name: 'random marks', programs: passed + lost.length, plain: null, off: null, on: null, lost, remark };
}
