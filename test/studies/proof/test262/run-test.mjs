// Runs one file of test262 plain, off and on, in each of its goals; a task of the process pool.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { createLoader } from '../module-loader.mjs';
import { loadCompiler } from '../packages.mjs';
import { serve, settle } from '../process-task.mjs';
import { openRealm } from '../realm.mjs';
import { goalsOf, readFrontMatter } from './front-matter.mjs';
import { prepareHost } from './host.mjs';

const everyFunction = { rules: [{ functions: '*' }] };
const compiler = {};

serve(async ({ root, test, onlyPlain }) => {
  const path = join(root, 'test', test);
  const source = readFileSync(path, 'utf8');
  const matter = { root, ...readFrontMatter(source) };
  const runs = [];
  for (const goal of goalsOf(matter))
    runs.push({ goal, ...(await compare({ ...matter, goal, source, path, onlyPlain })) });
  return runs;
});

/** One run: `lost` says for each mode in which the test no longer passes what happened instead. */
async function compare(test) {
  const text = test.goal === 'strict' ? `"use strict";\n${test.source}` : test.source;
  // Nothing of ours before this: a compiler that ends or hangs the process must not look like a test that does.
  const plain = await runIn('plain', test, text);
  if (test.onlyPlain) return { passes: isPass(plain, test) };
  compiler.instrument ??= await loadCompiler();
  let instrumented;
  try {
    instrumented = compiler.instrument(text, fileName(test.goal), everyFunction);
  } catch (error) {
    const thrown = `instrument threw ${error.stack}`;
    return { passes: true, lost: { off: thrown, on: thrown } };
  }
  const { changed, sites, problems } = instrumented;
  const facts = {
    functions: sites.length,
    refused: problems.filter(({ code }) => code.startsWith('BUD3')).map(({ code }) => code),
    broken: problems.some(({ code }) => code === 'BUD002'),
    unread: test.negative === null && problems.some(({ code }) => code === 'BUD001'),
  };
  if (!isPass(plain, test)) return { ...facts, passes: false };
  if (!changed) return { ...facts, passes: true, lost: {} };
  const lost = {};
  let spans = 0;
  for (const mode of ['off', 'on']) {
    const outcome = await runIn(mode, test, instrumented.code);
    if (!isPass(outcome, test)) lost[mode] = outcome.text;
    spans += outcome.spans;
  }
  return { ...facts, passes: true, lost, spans };
}

function fileName(goal) {
  return goal === 'module' ? 'test.mjs' : 'test.cjs';
}

/** Runs source text in a realm of its own: in which phase it ended, with what type of error, and what it was. */
async function runIn(mode, test, text) {
  const realm = openRealm(mode);
  const printed = [];
  prepareHost(realm, test, printed);
  const run = test.goal === 'module' ? runModule : runScript;
  const outcome = await run(realm, test, text);
  const spans = realm.spans.length;
  if (outcome.phase !== 'done') return { ...outcome, spans };
  const isAsync = test.flags.has('async');
  await settle(() => !isAsync || printed.length > 0);
  if (realm.failures.length > 0) return { phase: 'tracking', text: `tracking: ${realm.failures.join('; ')}`, spans };
  if (!isAsync || printed.includes('Test262:AsyncTestComplete')) return { phase: 'done', text: 'done', spans };
  return { phase: 'asynchronous', text: printed.join('; ') || 'never said that it is done', spans };
}

function runScript(realm, { path }, text) {
  if (realm.gate !== undefined) realm.global.require = () => ({ gate: realm.gate });
  const { importerOf } = createLoader(realm, rewriterOf(realm));
  let script;
  try {
    script = new vm.Script(text, { filename: path, importModuleDynamically: importerOf(path) });
  } catch (error) {
    return failure('parse', error);
  }
  try {
    script.runInContext(realm.context);
  } catch (error) {
    return failure('runtime', error);
  }
  return { phase: 'done' };
}

async function runModule(realm, { path }, text) {
  const loader = createLoader(realm, (source, from) => (from === path ? text : rewriterOf(realm)(source, from)));
  let phase = 'parse';
  try {
    const module = loader.create(text, path);
    phase = 'resolution';
    await loader.link(module);
    phase = 'runtime';
    let ended = false;
    const evaluated = module.evaluate().finally(() => (ended = true));
    evaluated.catch(() => {});
    await settle(() => ended);
    if (ended) await evaluated;
  } catch (error) {
    return failure(phase, error);
  }
  return { phase: 'done' };
}

/** Modules that a test imports are instrumented as well. */
function rewriterOf({ gate }) {
  return (text, path) => (gate === undefined ? text : compiler.instrument(text, `${path}.mjs`, everyFunction).code);
}

function failure(phase, error) {
  const type = error?.constructor?.name;
  return { phase, type, text: `${phase}: ${type}: ${error?.message ?? String(error)}` };
}

function isPass({ phase, type }, { negative }) {
  if (negative === null) return phase === 'done';
  return phase === negative.phase && type === negative.type;
}
