// The table of function forms in the documentation, made from what the compiler does with the fixtures.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { instrument } from '@bud/transform';
import { documentPath } from '../../../../packages/docs/write/section.mjs';
import { markdown } from '../../markdown.mjs';
import { rows } from './rows.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The file that holds the section `forms`. */
export const document = documentPath('design/forms.md');

/** With the runtime off, what a call of each shape does that a plain one does not. */
const costs = {
  're-enter': () => 'nothing',
  enclose: (runs) => enclosed[runs],
  front: (runs) => enclosed[runs],
  refused: () => 'left as it is',
};

const enclosed = {
  sync: 'one stack frame',
  async: 'one stack frame, one microtask tick',
  generator: 'one stack frame',
  'async-generator': 'one stack frame, one or two ticks a step',
};

/** The table as it has to stand in the document. */
export function section() {
  const lines = rows.map(([form, fixture]) => {
    const { runs, shape, problem } = outcomeOf(fixture);
    const name = shape === 'refused' ? `refused, \`${problem}\`` : shape;
    return [form, runs, name, costs[shape](runs), `\`${fixture}\``];
  });
  return markdown([['function', 'runs', 'shape', 'what off adds', 'fixture'], ...lines]);
}

/** What became of the functions of a fixture; those of one table row all take one shape. */
function outcomeOf(fixture) {
  const { code, sites, problems } = compile(fixture);
  const refused = problems.find((problem) => problem.code.startsWith('BUD3'));
  if (refused !== undefined) return { runs: '', shape: 'refused', problem: refused.code };
  const shapes = [
    ...(/\.enter\(/.test(code) ? ['re-enter'] : []),
    ...(/const __bud\w*_body = /.test(code) ? ['enclose'] : []),
    ...(/\buseBud\w*[_$]/.test(code) ? ['front'] : []),
  ];
  if (shapes.length !== 1) throw new Error(`fixtures/${fixture} has ${shapes.length} shapes, a row shows one`);
  return { runs: sites[0].runs, shape: shapes[0] };
}

function compile(fixture) {
  const folder = `${root}fixtures/${fixture}`;
  const input = readdirSync(folder).find((file) => file.startsWith('input.'));
  const options = existsSync(`${folder}/options.json`)
    ? JSON.parse(readFileSync(`${folder}/options.json`, 'utf8'))
    : {};
  return instrument(readFileSync(`${folder}/${input}`, 'utf8'), `fixtures/${fixture}/${input}`, options);
}
