import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import budTrack from '@bud/unplugin/vite';
import react from '@vitejs/plugin-react';
import { build, type PluginOption } from 'vite';
import { expect, test } from 'vitest';
import { createProject } from '../hosts/project.ts';
import { memoSlots } from './compilers.ts';
import { forms, imports } from './forms.ts';

const names = ['a declaration', 'an argument of memo', 'a hook', 'an async event handler'] as const;
const files = Object.fromEntries(names.map((name, index) => [`src/${index}.jsx`, `${imports}${forms[name]}\n`]));

/** Builds each file as a library, whose imports stay. */
async function buildWith(plugins: PluginOption[]): Promise<readonly string[]> {
  using project = createProject(files);
  await build({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    plugins: [...plugins, react({ compiler: true })],
    build: {
      minify: false,
      lib: {
        entry: Object.keys(files).map((file) => join(project.root, file)),
        formats: ['es'],
        fileName: (_, name) => `${name}.js`,
      },
      rolldownOptions: { external: /^(?:react|@bud)\b/ },
    },
  });
  return names.map((_, index) => readFileSync(join(project.root, `dist/${index}.js`), 'utf8'));
}

test("Vite's React plugin compiles tracked components with as many memo slots", { timeout: 60_000 }, async () => {
  const [plain, tracked] = [await buildWith([]), await buildWith([budTrack({ strict: true })])];
  expect(tracked.map((code) => /\bgate\b/.test(code))).toEqual(names.map(() => true));
  expect(plain.map((code) => memoSlots(code).length)).toEqual(names.map(() => 1));
  expect(tracked.map(memoSlots)).toEqual(plain.map(memoSlots));
});
