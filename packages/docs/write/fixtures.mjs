// The list of fixtures: each says in the last line of its input what it is about. What stands first there is often the very
// thing that is tried.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { foldersIn } from '../../../test/fixtures/folders.mjs';

const root = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** What the fixtures of an area have in common. */
const areas = {
  async: 'Async functions in every form they can be written in.',
  'async-generator': 'One span from the first `next()` to the end, and the items come as they did.',
  attach: 'Which function a mark belongs to.',
  clash: 'Names of the program that are also names of what is emitted.',
  class: 'Methods, where the name of their class cannot be relied on.',
  component: 'What React’s compiler compiles: it goes on doing so.',
  error: 'Errors are recorded and stay what they were.',
  file: 'What stands at the beginning of a file stays there, and the file stays the kind of file it is.',
  generator: 'One span from the first `next()` to the end.',
  mark: 'How a mark is written.',
  name: 'What the span of a function is called.',
  nesting: 'Who is whose parent.',
  'not-a-mark': 'What only looks like one.',
  option: 'Options of the whole project.',
  parameter: 'How parameters are handed on, and what is recorded of them.',
  problem: 'What is said, one case for every code at least.',
  returned: 'What a function returns reaches the caller as it is.',
  rule: 'Functions that a rule reaches, without marks.',
  sync: 'Sync functions in every form they can be written in.',
  syntax: 'Ways to write that an insertion has to get along with.',
};

/** Every area, and its fixtures, in Markdown. */
export function fixturesSection() {
  return foldersIn(root)
    .map((area) => {
      if (areas[area] === undefined)
        throw new Error(`fixtures/${area}: an area needs a sentence in write/fixtures.mjs`);
      const cases = foldersIn(`${root}/${area}`).map((name) => `- \`${name}\` ${about(`${area}/${name}`)}`);
      return [`## ${area}`, areas[area], cases.join('\n')].join('\n\n');
    })
    .join('\n\n');
}

function about(name) {
  const folder = `${root}/${name}`;
  const input = readdirSync(folder).find((file) => file.startsWith('input.'));
  const sentence = /\n\/\/ (.+)\r?\n$/.exec(readFileSync(`${folder}/${input}`, 'utf8'))?.[1];
  if (sentence === undefined)
    throw new Error(`fixtures/${name}/${input} does not say in its last line what it is about`);
  return sentence;
}
