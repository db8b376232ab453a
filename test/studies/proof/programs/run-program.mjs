// Runs one program plain, off and on; a task of the process pool. Its answer is `null` for a program that no engine
// would accept, else what differed.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { instrument } from '@bud/transform';
import { createLoader } from '../module-loader.mjs';
import { serve, settle } from '../process-task.mjs';
import { modes, openRealm } from '../realm.mjs';
import { differences } from './difference.mjs';
import { programFile } from './program.mjs';
import { show } from './show.mjs';

const everyFunction = { rules: [{ functions: '*' }] };
const [observer, exercise] = ['observer.js', 'exercise.js'].map(
  (file) => new vm.Script(readFileSync(new URL(file, import.meta.url), 'utf8')),
);

serve(async ({ text, goal, isConcurrent, onlyPlain = false }) => {
  const instrumented = instrument(text, goal === 'module' ? programFile : 'program.cjs', everyFunction);
  const runs = {};
  for (const mode of modes) {
    const run = await runIn(mode, mode === 'plain' ? text : instrumented.code, { goal, isConcurrent });
    if (mode === 'plain' && (run.phase === 'parse' || onlyPlain)) return null;
    runs[mode] = run;
  }
  return {
    differences: differences(runs, instrumented),
    functions: instrumented.sites.length,
    refused: instrumented.problems.map(({ code }) => code),
    spans: runs.on.spans,
  };
});

/** The entries of the log, and how the program ended. */
async function runIn(mode, text, { goal, isConcurrent }) {
  const realm = openRealm(mode);
  const createExercise = exercise.runInContext(realm.context);
  const { entries, run } = observer.runInContext(realm.context)({ show, createExercise });
  const end = await evaluate(realm, text, goal);
  if (end.phase === 'parse') return end;
  const state = { isOver: false };
  void run(isConcurrent).then(() => (state.isOver = true));
  for (let round = 0; round < 10 && !state.isOver; round++) await settle(() => state.isOver);
  entries.push(end.text, state.isOver ? 'over' : 'never over');
  return { phase: 'done', entries, spans: realm.spanCount(), failures: realm.failures };
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
