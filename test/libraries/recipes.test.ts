import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openProject } from '@bud/project';
import { recipes, type RecipeFunction } from '@bud/recipes';
import { beforeAll, describe, expect, test } from 'vitest';
import { install } from '../install.mjs';

const root = fileURLToPath(new URL('../studies/llm', import.meta.url));
const modules = `${root}/node_modules`;

beforeAll(() => install('test/studies/llm'), 240_000);

/** What is installed of a library: `openai-4`, `openai-5`, … */
const installed = (library: string): readonly string[] =>
  readdirSync(modules).filter((name) => name.replace(/(?:-\d+)+$/, '') === library);

/** The files that a program may load, by `import` or `require`. */
const filesOf = (name: string, { files }: RecipeFunction): readonly string[] =>
  files
    .flatMap((file) => [`${file}.mjs`, `${file}.js`, `${file}.cjs`])
    .map((file) => `${modules}/${name}/${file}`)
    .filter((file) => existsSync(file));

describe.each(recipes)('$library', ({ library, majors, functions }) => {
  test('each of its majors is installed here', () => {
    const versions = installed(library).map((name) => {
      // Proof of the cast: a manifest that npm has installed.
      const { version } = JSON.parse(readFileSync(`${modules}/${name}/package.json`, 'utf8')) as { version: string };
      return Number.parseInt(version, 10);
    });
    expect([...new Set(versions)]).toEqual(majors);
  });

  test('in each of them, every function is found in every file that a program may load', () => {
    const { compiler } = openProject({ options: { libraries: [library] }, root, selection: undefined });
    for (const name of installed(library)) {
      for (const wanted of functions) expect(filesOf(name, wanted).length, name).toBeGreaterThan(1);
      for (const file of new Set(functions.flatMap((each) => filesOf(name, each)))) {
        const here = functions.filter((each) => filesOf(name, each).includes(file));
        const { sites, problems } = compiler.compile(readFileSync(file, 'utf8'), file, undefined);
        expect(problems).toEqual([]);
        expect(sites.map(({ function: called, reader, type }) => ({ function: called, reader, type }))).toEqual(
          expect.arrayContaining(
            here.map(({ function: called, reader, type }) => ({ function: called, reader, type })),
          ),
        );
        expect(sites).toHaveLength(here.length);
      }
    }
    expect(compiler.unmatched([]).map(({ message }) => message)).toEqual([]);
  }, 240_000);
});
