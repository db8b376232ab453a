import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openProject } from '@bud/project';
import { recipes, type RecipeFunction } from '@bud/recipes';
import { beforeAll, describe, expect, test } from 'vitest';
import { install } from '../install.mjs';

const root = fileURLToPath(new URL('../studies/llm', import.meta.url));
const modules = `${root}/node_modules`;

/** Majors that need others beside them have folders of their own. */
const folders = readdirSync(root).filter((name) => existsSync(`${root}/${name}/package-lock.json`));

beforeAll(async () => {
  for (const folder of ['', ...folders.map((name) => `/${name}`)]) await install(`test/studies/llm${folder}`);
}, 240_000);

/** What is installed of a library: `openai-4`, `openai-5`, … */
const installed = (library: string, name: string): readonly string[] => {
  const isOf = (each: string): boolean => each.replace(/(?:-\d+)+$/, '') === library;
  return [
    ...readdirSync(modules)
      .filter(isOf)
      .map((each) => `${modules}/${each}`),
    ...folders.filter(isOf).map((each) => `${root}/${each}/node_modules/${name}`),
  ];
};

/** Published as one kind of module, for `import` and `require` alike. */
const ofOneKind: readonly string[] = ['cohere', 'mistral'];

/** Where a function is: in the package of its library, or in one that others share, of which there may be a copy inside. */
const foldersOf = (folder: string, { shared }: RecipeFunction): readonly string[] =>
  shared === undefined ? [folder] : [`${folder}/node_modules/${shared.package}`, `${modules}/${shared.package}`];

/** The files that a program may load, by `import` or `require`. */
const filesOf = (folder: string, wanted: RecipeFunction): readonly string[] => {
  const place = foldersOf(folder, wanted).find((each) => existsSync(each));
  return wanted.files
    .flatMap((file) => [`${file}.mjs`, `${file}.js`, `${file}.cjs`])
    .map((file) => `${place}/${file}`)
    .filter((file) => existsSync(file));
};

describe.each(recipes)('$library', ({ library, package: name, majors, functions }) => {
  test('each of its majors is installed here', () => {
    const versions = installed(library, name).map((folder) => {
      // Proof of the cast: a manifest that npm has installed.
      const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string };
      return Number.parseInt(version, 10);
    });
    expect([...new Set(versions)]).toEqual(majors);
  });

  test('in each of them, every function is found in every file that a program may load', () => {
    const { compiler } = openProject({ options: { libraries: [library] }, root, selection: undefined });
    for (const folder of installed(library, name)) {
      const least = ofOneKind.includes(library) ? 1 : 2;
      const found = functions.filter((wanted) => filesOf(folder, wanted).length >= least);
      // What is shared is in one of the packages that it has been in.
      expect(
        functions.filter((wanted) => wanted.shared === undefined && !found.includes(wanted)),
        folder,
      ).toEqual([]);
      expect(found.length, folder).toBeGreaterThan(0);
      for (const file of new Set(functions.flatMap((each) => filesOf(folder, each)))) {
        const here = functions.filter((each) => filesOf(folder, each).includes(file));
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
