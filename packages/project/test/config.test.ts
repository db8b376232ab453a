import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { ConfigError } from '../src/configuration/config-error.ts';
import { loadConfig } from '../src/configuration/load-config.ts';
import { resolveProject } from '../src/configuration/resolve-project.ts';

const written = '{ "level": "warn", "rules": [{ "files": "src/**", "type": "agent" }] }';
const options = { level: 'warn', rules: [{ files: 'src/**', type: 'agent' }] };

test.each([
  ['bud.track.config.ts', `import { defineConfig } from '@bud/unplugin';\nexport default defineConfig(${written});\n`],
  [
    'bud.track.config.ts',
    `import type { Options } from '@bud/unplugin';\nexport default ${written} satisfies Options;\n`,
  ],
  ['bud.track.config.mts', `import { level } from './level.ts';\nexport default { ...${written}, level };\n`],
  ['bud.track.config.js', `export default ${written};\n`],
  ['bud.track.config.mjs', `export default ${written};\n`],
  ['bud.track.config.cjs', `module.exports = ${written};\n`],
  ['bud.track.config.json', written],
  ['package.json', `{ "private": true, "budTrack": ${written} }`],
])('%s is read: %s', (file, text) => {
  using project = createProject({ [file]: text, 'level.ts': "export const level: string = 'warn';\n" });
  expect(loadConfig(project.root)).toEqual({ file: join(project.root, file), options });
});

test('the nearest file counts, and a package.json without options is passed over', () => {
  using project = createProject({
    'bud.track.config.json': '{ "level": "warn" }',
    'packages/app/package.json': '{ "name": "app", "description": "budTrack" }',
    'packages/other/bud.track.config.json': '{ "level": "error" }',
    'packages/other/src/a.ts': '',
  });
  const levelIn = (folder: string) => loadConfig(join(project.root, folder))?.options.level;
  expect(levelIn('packages/app')).toBe('warn');
  expect(levelIn('packages/app/not/there')).toBe('warn');
  expect(levelIn('packages/other/src')).toBe('error');
});

test('a project without a configuration file', () => {
  using project = createProject({ 'package.json': 'not even JSON' });
  expect(loadConfig(project.root)).toBeUndefined();
});

test('a root in the file is meant from the folder of the file', () => {
  using project = createProject({ 'bud.track.config.json': '{ "root": "." }', 'packages/app/a.ts': '' });
  const root = join(project.root, 'packages/app');
  expect(resolveProject({ root, selection: undefined })).toMatchObject({ root: project.root });
  expect(resolveProject({ options: { root }, root: '/', selection: undefined })).toMatchObject({ root });
});

test.each<[string, Record<string, string>, string]>([
  [
    'two files in one folder',
    { 'bud.track.config.js': '', 'bud.track.config.ts': '' },
    'bud.track.config.js: there are more Bud Track options beside it, in bud.track.config.ts. Keep one of the two; bud.track.config.ts would never be read.',
  ],
  [
    'a file and a key in package.json',
    { 'bud.track.config.js': '', 'package.json': '{ "budTrack": {} }' },
    'bud.track.config.js: there are more Bud Track options beside it, in package.json#budTrack. Keep one of the two; package.json would never be read.',
  ],
  [
    'wrong options',
    { 'package.json': '{ "budTrack": { "captureInput": 1, "lewel": "warn", "rules": [null] } }' },
    'package.json: "captureInput" must be true or false, not 1; unknown option "lewel" (did you mean "level"?); "rules" must be a list of rules, not [null]. The guide to options describes each of them.',
  ],
  [
    'wrong rules',
    { 'bud.track.config.ts': 'export default { rules: [{ file: "a" }, { kind: "big" }] };' },
    'bud.track.config.ts: unknown option "rules[0].file" (did you mean "rules[0].files"?); "rules[1].kind" must be one of internal, client, server, producer, consumer, not "big". The guide to options describes each of them.',
  ],
  [
    'a function instead of a value',
    { 'bud.track.config.ts': 'export default { level: () => "warn" };' },
    'bud.track.config.ts: "level" must be one of trace, debug, info, notice, warn, error, fatal, not a function. The guide to options describes each of them.',
  ],
  [
    'no default export',
    { 'bud.track.config.ts': 'export const level = "warn";' },
    'bud.track.config.ts: the file holds nothing instead of options. Write `export default defineConfig({ … })` with an object, not a promise or a function.',
  ],
  [
    'no export at all',
    { 'bud.track.config.ts': "import { defineConfig } from '@bud/cli';\ndefineConfig({ redact: ['ssn'] });\n" },
    'bud.track.config.ts: the file holds nothing instead of options. Write `export default defineConfig({ … })` with an object, not a promise or a function.',
  ],
  [
    'no export in CommonJS',
    { 'bud.track.config.cjs': "const options = { redact: ['ssn'] };" },
    'bud.track.config.cjs: the file holds nothing instead of options. Write `export default defineConfig({ … })` with an object, not a promise or a function.',
  ],
  [
    'an option beside the default export',
    {
      'bud.track.config.ts':
        "export default { strict: true };\nexport const redact = ['ssn'];\nexport const own = 1;\n",
    },
    'bud.track.config.ts: only the default export is read, but the file also exports redact. Put every option in the default export.',
  ],
  [
    'a promise',
    { 'bud.track.config.ts': 'export default Promise.resolve({});' },
    'bud.track.config.ts: the file holds a promise instead of options. Write `export default defineConfig({ … })` with an object, not a promise or a function.',
  ],
  [
    'a list as JSON',
    { 'bud.track.config.json': '[]' },
    'bud.track.config.json: the file holds a list instead of options. Write an object of options.',
  ],
])('%s', (_name, files, message) => {
  using project = createProject(files);
  expect(messageOf(project.root)).toBe(message);
});

test.each([
  [
    'bud.track.config.json',
    '{ "level": warn }',
    /^bud\.track\.config\.json: the JSON cannot be parsed: Unexpected token .+ Correct the syntax; JSON has no comments and no trailing commas\.$/s,
  ],
  [
    'bud.track.config.ts',
    'export default {',
    /^bud\.track\.config\.ts: the file cannot be evaluated: .*Unexpected token/s,
  ],
  [
    'bud.track.config.ts',
    'throw new Error("no level");',
    /^bud\.track\.config\.ts: the file cannot be evaluated: no level\. Correct the error; the file is loaded sync/,
  ],
  [
    'bud.track.config.ts',
    'import "not-installed";',
    /^bud\.track\.config\.ts: the file cannot be evaluated: Cannot find module 'not-installed'/,
  ],
])('%s: %s', (file, text, message) => {
  using project = createProject({ [file]: text });
  expect(messageOf(project.root)).toMatch(message);
});

test('a file is evaluated anew, with what it imports', () => {
  using project = createProject({
    'bud.track.config.ts': "import { level } from './level.ts';\nexport default { level };\n",
    'level.ts': "export const level = 'warn';\n",
  });
  expect(loadConfig(project.root)?.options).toEqual({ level: 'warn' });
  project.write({ 'level.ts': "export const level = 'error';\n" });
  expect(loadConfig(project.root)?.options).toEqual({ level: 'error' });
});

/** The message, with the file's name instead of its path. */
function messageOf(root: string): string {
  try {
    loadConfig(root);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.replaceAll(error.file, basename(error.file));
  }
  throw new Error('nothing is wrong with the file');
}
