import { describe, expect, test } from 'vitest';
import type { Host, HostBuild } from '../../../test/hosts/host.ts';
import { hosts } from '../../../test/hosts/hosts.ts';
import { importModule } from '../../../test/hosts/import-module.ts';
import { createProject, type Project } from '../../../test/hosts/project.ts';

interface Ran {
  readonly code: string;
  readonly value: unknown;
}

/** Builds `src/main.ts` with a host and calls the `run` that it exports. */
async function runWith(host: Host, project: Project, more: Partial<HostBuild> = {}): Promise<Ran> {
  const { modules, errors } = await host.build({
    root: project.root,
    entries: { main: 'src/main.ts' },
    options: {},
    ...more,
  });
  expect(errors).toEqual([]);
  const built = modules['main'];
  if (built === undefined) throw new Error('nothing was built');
  const { run } = await importModule<{ run(): unknown }>(project, built);
  return { code: built.code, value: await run() };
}

/** The source positions in the call site records. */
const placesIn = (code: string): readonly (readonly number[])[] =>
  [...code.matchAll(/line: (\d+),\s+column: (\d+)/g)].map(([, line, column]) => [Number(line), Number(column)]);

describe.each(Object.values(hosts))('$name', (host) => {
  test('a byte order mark and Windows line ends', async () => {
    const text =
      '\uFEFF// A comment.\r\n\r\n/** @track */\r\nexport function run(): string {\r\n  return "ran";\r\n}\r\n';
    using project = createProject({ 'src/main.ts': text });
    const { code, value } = await runWith(host, project);
    expect(value).toBe('ran');
    expect(placesIn(code)).toEqual([[4, 8]]);
  });

  test('a module that neither imports nor exports', async () => {
    using project = createProject({
      'package.json': '{ "type": "module" }',
      'src/main.ts':
        "import './side.js';\nexport const run = (): unknown => Reflect.get(globalThis, 'budTrackSide');\n",
      'src/side.js': "/** @track */\nfunction side() {\n  return 'effect';\n}\nglobalThis.budTrackSide = side();\n",
    });
    const { code, value } = await runWith(host, project);
    expect(value).toBe('effect');
    expect(code).toContain('@bud/runtime');
  });

  test.runIf(host.handlesCommonJs)('a CommonJS module that is called .js', async () => {
    using project = createProject({
      'src/main.ts': "import { ask } from './ask.js';\nexport const run = (): unknown => ask();\n",
      'src/ask.js': "/** @track */\nfunction ask() {\n  return 'answer';\n}\nmodule.exports = { ask };\n",
    });
    // esbuild's ES modules cannot `require` what is external.
    const { code, value } = await runWith(host, project, { runtime: 'bundled' });
    expect(value).toBe('answer');
    expect(code).toContain('__bud_ask');
  });

  // Rollup resolves no packages.
  test.runIf(host.name !== 'rollup')('packages are left alone unless a rule names them', async () => {
    using project = createProject({
      'src/main.ts': "import { ask } from 'dependency';\nexport const run = (): unknown => ask();\n",
      'node_modules/dependency/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/dependency/index.js': "/** @track */\nexport function ask() {\n  return 'answer';\n}\n",
    });
    const plain = await runWith(host, project, { options: { rules: [{ functions: 'as*', type: 'llm' }] } });
    expect(plain.code).not.toContain('__bud_ask');
    if (host.name === 'vite') return; // Builds for Node leave packages external.
    const rules = [{ files: 'node_modules/dependency/**', type: 'llm' }];
    const tracked = await runWith(host, project, { options: { rules } });
    expect(tracked.code).toContain('__bud_ask');
    expect(tracked.value).toBe('answer');
  });
});
