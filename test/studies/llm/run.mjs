/**
 * Every form of a call × every major of a client, plain and recorded: `npm run study -- llm`. A cell says whether the
 * caller saw a difference, and the tokens of the spans, of which the server knows the right number.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';
import { forms } from './forms.mjs';

await install('test/studies/llm');
const here = fileURLToPath(new URL('.', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));
const majors = Object.entries(devDependencies).map(([name, spec]) => ({ name, version: spec.split('@').at(-1) }));

const columns = majors.map(({ name, version }) => {
  const { stdout, stderr } = spawnSync(process.execPath, [`${here}observe.mjs`, name], { encoding: 'utf8', cwd: here });
  if (stdout === '') throw new Error(`${name} gave nothing:\n${stderr}`);
  return { version, ...JSON.parse(stdout) };
});

const rows = Object.keys(forms).map((form) => [form, ...columns.map(({ observed }) => cellOf(observed[form]))]);
console.log(markdown([['call', ...columns.map(({ version }) => `openai ${version}`)], ...rows]));
for (const { version, observed, failures, afterwards } of columns) {
  for (const [form, { isSame, seen, plain }] of Object.entries(observed))
    if (!isSame) console.log(`\nopenai ${version}, ${form}:\n  plain    ${plain}\n  recorded ${seen}`);
  if (failures > 0) console.log(`\nopenai ${version}: ${failures} failures of tracking`);
  if (afterwards > 0) console.log(`\nopenai ${version}: spans after it was taken back`);
}
const all = columns.flatMap(({ observed }) => Object.values(observed));
console.log(`\n${all.filter(({ isSame }) => isSame).length} of ${all.length} the same`);
process.exitCode = all.every(({ isSame }) => isSame) ? 0 : 1;

/** `same, 10 + 2`: what the caller saw, and the tokens of each span; `error` where a span says that it failed. */
function cellOf({ isSame, spans }) {
  const tokens = spans.map(({ status, attributes }) => {
    const { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output = 0 } = attributes;
    if (input !== undefined) return `${input} + ${output}`;
    return status === 2 ? 'error' : (attributes['bud.track.end_reason'] ?? 'no usage');
  });
  return [isSame ? 'same' : '**differs**', ...tokens].join(', ');
}
