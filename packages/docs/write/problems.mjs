// The reference of problems: the compiler's table of codes, each with the first problem that a fixture has for it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { problemCodes } from '@bud/transform';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** Codes that no single file can show, and who reports them. */
const reporters = {
  BUD002: 'Reported when the compiler itself made a mistake. The file is left as it was.',
  BUD003: 'Reported by `bud instrument`, which reads files itself. The file is left as it was.',
  BUD201: 'Reported by hosts that see all files of a build.',
  BUD202: 'Reported by hosts that see all files of a build.',
  BUD203:
    'Reported by hosts for `BUD_TRACK` and the option `types`. Where a host sees single files, only for what is almost a known type or almost `on` or `off`.',
  BUD204: 'Reported by the plugin for tsc as an error of the build; other hosts stop with the same words.',
  BUD205:
    'Reported by hosts that see all files of a build, for the option `libraries`: the library has a version without a recipe, or is not part of the build, as where Node loads it.',
  BUD401:
    'Reported by hosts, which resolve `@bud/runtime` from the tracked file. Install it as a dependency of the package that the file belongs to.',
  BUD402:
    'Reported by hosts that know the file on disk: it has a mark which the compiler was not given. The message names what ran before; put Bud Track in front of it.',
  BUD403: 'Reported by hosts that write other module formats than ECMAScript modules and CommonJS.',
  BUD404: 'Reported by hosts that chain source maps themselves.',
  BUD405:
    'Reported by hosts that compile components of Vue and Svelte: only the first script of a component, the module’s own, can be tracked.',
  BUD406: 'Reported by `bun run` and `bun test` with a preload, which load no CommonJS through plugins.',
  BUD407:
    'Reported by the plugin for esbuild, where a file belongs to the first plugin that loads it. Put Bud Track in front, or instrument in the other plugin: the page of esbuild shows how.',
  BUD408:
    'Reported by `bud instrument`, which is given what a compiler has written: one that drops comments leaves no mark.',
  BUD409: 'Reported by the plugin for tsc: what another transformer has made anew stands nowhere in the file.',
};

/** The sections of all codes, in Markdown. */
export function problemsSection() {
  const examples = readExamples();
  return Object.entries(problemCodes)
    .map(([code, meaning]) => [`## ${code}`, sentence(meaning), exampleOf(code, examples)].join('\n\n'))
    .join('\n\n');
}

function exampleOf(code, examples) {
  const example = examples.find((text) => text.startsWith(`${code} `));
  if (example === undefined && reporters[code] === undefined)
    throw new Error(`${code} has neither fixture nor reporter`);
  return example === undefined ? reporters[code] : ['```text', example, '```'].join('\n');
}

/** Every problem of every fixture, located in a file of its own project. */
function readExamples() {
  return readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('problem.txt'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((path) => problemsOf(readFileSync(`${fixtures}/${path}`, 'utf8')));
}

function problemsOf(text) {
  return text
    .split(/\n(?=BUD\d{3} )/)
    .map((problem) => problem.trimEnd().replace(/fixtures\/\S*\/input\./, 'src/input.'));
}

const sentence = (meaning) => `${meaning[0].toUpperCase()}${meaning.slice(1)}.`;
