import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { house } from './house.mjs';

/** Files of the packages, an import in each, and what the rule says of it. */
const samples: readonly (readonly [file: string, code: string, says: string | null])[] = [
  ['transform/src/mark/down.ts', `import { linesOf } from '../language/lines.ts'; linesOf('');`, null],
  ['transform/src/mark/beside.ts', `export { readPairs } from './pairs.ts';`, null],
  [
    'transform/src/mark/climbs.ts',
    `import { emit } from '../emit/emit.ts'; emit();`,
    'The room mark imports language, problem, config, and not emit.',
  ],
  [
    'transform/src/language/type.ts',
    `import type { Mark } from '../mark/mark.ts'; export type M = Mark;`,
    'The room language imports nothing, and not mark.',
  ],
  [
    'tsc/src/track/inline-type.ts',
    `export type Inline = import('../form/source-form.ts').Extras;`,
    'The room track imports nothing, and not form.',
  ],
  ['cli/src/input/again.ts', `export * from '../commands/list.ts';`, 'The room input imports arguments, and not'],
  ['cli/src/terminal/lazy.ts', `export const load = () => import('../bud.ts');`, 'The room terminal imports nothing'],
  ['swc/src/attic/new.ts', `export { swc } from '../compile/swc.ts';`, 'The room attic is not in the table yet.'],
  ['unplugin/src/hooks/of-value.ts', `export { isSecretName } from '@bud/value';`, 'The package unplugin imports'],
  [
    'transform/src/find/disk.ts',
    `export { readFileSync } from 'node:fs';`,
    "node:fs is not among the package's libraries.",
  ],
  ['cli/src/list/colors.ts', `export { default } from 'picocolors';`, 'picocolors is imported in terminal/terminal'],
  ['nowhere/src/index.ts', `export { x } from './x.ts';`, 'The package nowhere is not in the table yet.'],
];

describe('an import that climbs', () => {
  let folder: string;
  let said: readonly Said[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bud-house-'));
    for (const [file, code] of samples) {
      const path = join(folder, 'packages', file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${code}\n`);
    }
    said = await lint(folder);
  });

  afterAll(async () => await rm(folder, { recursive: true }));

  test.each(samples)('%s', (file, _code, says) => {
    const messages = said.filter((each) => each.file === file).map(({ message }) => message);
    expect(messages).toEqual(says === null ? [] : [expect.stringContaining(says)]);
  });
});

interface Said {
  readonly file: string;
  readonly message: string;
}

/** What the rule says of the files in a folder, under the configuration of the repository. */
async function lint(folder: string): Promise<readonly Said[]> {
  const args = ['--no-install', 'oxlint', '--config', '.oxlintrc.json', '--format', 'json', folder];
  const output = await new Promise<string>((resolve) => {
    // Findings make it exit with an error.
    execFile('npx', args, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as {
    readonly diagnostics: readonly { readonly code: string; readonly filename: string; readonly message: string }[];
  };
  return diagnostics
    .filter(({ code }) => code === 'house(climbs)')
    .map(({ filename, message }) => ({ file: relative(join(folder, 'packages'), filename), message }));
}

describe('the table of the house', () => {
  test('lists in each line only what stands above it', () => {
    const names = Object.keys(house);
    const lines = [
      ...Object.entries(house).map(([name, { packages }]) => ({ name, packages, above: names })),
      ...Object.values(house).flatMap(({ rooms }) =>
        Object.entries(rooms).map(([name, packages]) => ({ name, packages, above: Object.keys(rooms) })),
      ),
    ];
    const late = lines.flatMap(({ name, packages, above }) =>
      packages.filter((each) => !above.slice(0, above.indexOf(name)).includes(each)).map((each) => `${name} ← ${each}`),
    );
    expect(late).toEqual([]);
  });
});
