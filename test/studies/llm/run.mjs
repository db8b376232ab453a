/**
 * Every way to call a client × its majors × ways to record it, plain and recorded: `npm run study -- llm`, or with the name of
 * one library.
 * A cell says whether the caller saw a difference, and the tokens of the spans, of which the server knows the right
 * numbers.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recipes } from '@bud/recipes';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
for (const folder of ['', '/langchain-0', '/langchain-1', '/openai-agents-0'])
  await install(`test/studies/llm${folder}`);
const { devDependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const libraries = readdirSync(`${here}clients`)
  .map((file) => file.replace('.mjs', ''))
  .filter((library) => only.length === 0 || only.includes(library));

/**
 * How calls come to be recorded: while the program runs, or by the compiler, in a bundle that is minified. A client says so
 * itself where not every version can be recorded in each way.
 */
async function waysOf(library) {
  const { ways } = await import(`./clients/${library}.mjs`);
  const all = majorsOf(library).map(({ name }) => name);
  const compiled = recipes.some((recipe) => recipe.library === library) && { libraries: all };
  return Object.entries(ways ?? { autoInstrument: all, ...compiled });
}

const totals = [];
for (const library of libraries)
  for (const [way, names] of await waysOf(library)) totals.push(...(await tableOf(library, way, names)));
const same = totals.filter(({ isSame }) => isSame).length;
const wrong = totals.filter(({ isRight }) => !isRight).length;
console.log(`\n${same} of ${totals.length} the same, ${wrong} with wrong tokens`);
process.exitCode = same === totals.length && wrong === 0 ? 0 : 1;

async function tableOf(library, way, names) {
  const { forms, tokens } = await import(`./clients/${library}.mjs`);
  const majors = majorsOf(library).filter(({ name }) => names.includes(name));
  const columns = majors.map((major) => ({ ...major, ...observe(library, major.name, way) }));
  const cells = Object.keys(forms).map((call) => columns.map(({ observed }) => cellOf(observed[call], tokens)));
  const head = [`call, by \`${way}\``, ...columns.map(({ version }) => `${library} ${version}`)];
  const rows = Object.keys(forms).map((call, index) => [call, ...cells[index].map(({ text }) => text)]);
  console.log(`\n${markdown([head, ...rows])}`);
  for (const { version, observed, failures, afterwards } of columns) {
    for (const [call, { isSame, seen, plain }] of Object.entries(observed))
      if (!isSame) console.log(`\n${library} ${version}, ${call}:\n  plain    ${plain}\n  recorded ${seen}`);
    if (failures > 0) console.log(`\n${library} ${version}: ${failures} failures of tracking`);
    if (afterwards > 0) console.log(`\n${library} ${version}: spans after it was taken back`);
  }
  return cells.flat();
}

/** `openai-6`, `anthropic-0-133`: the library, and what tells its versions apart; a folder where a major needs others beside it. */
function majorsOf(library) {
  const isOf = (name) => name.replace(/(?:-\d+)+$/, '') === library;
  const aliases = Object.entries(devDependencies).filter(([name]) => isOf(name));
  const folders = readdirSync(here).filter((name) => isOf(name) && existsSync(`${here}${name}/index.mjs`));
  return [
    ...aliases.map(([name, spec]) => ({ name, version: spec.split('@').at(-1) })),
    ...folders.map((name) => ({ name: `./${name}/index.mjs`, version: versionIn(name, library) })),
  ];
}

/** Of the package that there is a recipe for. */
function versionIn(folder, library) {
  const { dependencies } = JSON.parse(readFileSync(`${here}${folder}/package.json`, 'utf8'));
  return dependencies[recipes.find((recipe) => recipe.library === library).package];
}

function observe(library, name, way) {
  const words = ['--expose-gc', `${here}observe.mjs`, library, name, way];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: here });
  const line = stdout.trim().split('\n').at(-1);
  if (line === '') throw new Error(`${name} gave nothing:\n${stderr}`);
  return JSON.parse(line);
}

/** `same, 10 + 2`: what the caller saw, and the tokens of each span; `error` where a span says that it failed. */
function cellOf({ isSame, spans }, tokens) {
  const shown = spans.map(({ name, status, attributes }) => {
    const { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output = 0 } = attributes;
    if (status === 2) return 'error';
    if (input !== undefined)
      return tokens.includes(`${input} + ${output}`) ? `${input} + ${output}` : `**${input} + ${output}**`;
    return attributes['bud.track.end_reason'] ?? operationOf(name, attributes);
  });
  return {
    isSame,
    isRight: !shown.some((each) => each.startsWith('**')),
    text: [isSame ? 'same' : '**differs**', ...shown].join(', '),
  };
}

/** Spans of tools and agents, and those that a client makes itself of other requests, take no tokens. */
function operationOf(name, { 'gen_ai.operation.name': operation }) {
  return operation === 'chat' ? 'no usage' : (operation ?? name);
}
