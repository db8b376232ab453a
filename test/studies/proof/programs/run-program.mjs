// Runs one program plain, off and on; a task of the process pool. Its answer is `null` for a program that no engine
// would accept, else what differed.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { parseSync } from 'oxc-parser';
import { createLoader } from '../module-loader.mjs';
import { loadCompiler } from '../packages.mjs';
import { serve, settle } from '../process-task.mjs';
import { openRealm } from '../realm.mjs';
import { differences } from './difference.mjs';
import { programFile } from './program.mjs';
import { show } from './show.mjs';

const everyFunction = { rules: [{ functions: '*' }] };
const [observer, exercise] = ['observer.js', 'exercise.js'].map(
  (file) => new vm.Script(readFileSync(new URL(file, import.meta.url), 'utf8')),
);

serve(async ({ text, goal, isConcurrent, onlyPlain = false }) => {
  const plain = await runIn('plain', text, { goal, isConcurrent });
  // Nothing of ours before this: a compiler that ends or hangs the process must not look like a program that does.
  if (plain.phase === 'parse' || onlyPlain) return null;
  const instrument = await loadCompiler();
  const file = goal === 'module' ? programFile : 'program.cjs';
  const instrumented = instrument(text, file, everyFunction);
  const off = await runIn('off', instrumented.code, { goal, isConcurrent });
  const on = await runIn('on', instrumented.code, { goal, isConcurrent });
  return {
    differences: differences({ plain, off, on }, instrumented),
    written: functionsIn(file, text),
    functions: instrumented.sites.length,
    refused: instrumented.problems.map(({ code }) => code),
    spans: on.spans?.length,
  };
});

/** Functions with a body, by another reader than the compiler. */
function functionsIn(file, text) {
  let count = 0;
  JSON.stringify(parseSync(file, text).program, (_key, node) => {
    if (/^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(node?.type)) count++;
    // A literal may be a bigint, which is no JSON.
    return typeof node === 'bigint' ? null : node;
  });
  return count;
}

/** Of the program that runs: the rejections that nobody has handled. */
let unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(`nobody handled ${show(reason)}`));

/** The entries of the log, and how the program ended. */
async function runIn(mode, text, { goal, isConcurrent }) {
  unhandled = [];
  const realm = openRealm(mode);
  const createExercise = exercise.runInContext(realm.context);
  const { entries, run } = observer.runInContext(realm.context)({ show, createExercise });
  const end = await evaluate(realm, text, goal);
  if (end.phase === 'parse') return end;
  const state = { isOver: false };
  void run(isConcurrent).then(() => (state.isOver = true));
  for (let round = 0; round < 10 && !state.isOver; round++) await settle(() => state.isOver);
  entries.push(end.text, state.isOver ? 'over' : 'never over');
  entries.push(...unhandled.toSorted((a, b) => (a < b ? -1 : 1)));
  return { phase: 'done', entries, spans: realm.spans, failures: realm.failures };
}

async function evaluate(realm, text, goal) {
  let phase = 'parse';
  try {
    if (goal === 'module') {
      const loader = createLoader(realm, (source) => source);
      const module = loader.create(text, programFile);
      await loader.link(module);
      phase = 'run';
      await module.evaluate();
    } else {
      if (realm.gate !== undefined) realm.global.require = () => ({ gate: realm.gate });
      const script = new vm.Script(text, { filename: programFile });
      phase = 'run';
      script.runInContext(realm.context);
    }
    return { phase: 'done', text: 'evaluated' };
  } catch (error) {
    return { phase, text: `threw ${show(error)}` };
  }
}
