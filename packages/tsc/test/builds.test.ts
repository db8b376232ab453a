import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { compile, createTypeScriptProject, environmentOf, latest, tspc } from './typescript-project.ts';

const tracked = (name: string): string => `/** @track */\nexport function ${name}(q: string): string { return q; }\n`;

describe('builds', { timeout: 300_000 }, () => {
  test('an incremental build emits what changed, tracked', () => {
    const files = { 'src/a.ts': tracked('a'), 'src/b.ts': tracked('b') };
    using project = createTypeScriptProject(files, { compilerOptions: { incremental: true } });
    compile(project);
    const untouched = project.read('out/b.js');
    project.write({ 'src/a.ts': tracked('renamed'), 'out/b.js': 'untouched' });
    expect(compile(project)).toEqual({ exitCode: 0, output: '' });
    expect(project.read('out/a.js')).toContain('__bud_renamed');
    expect(untouched).toContain('__bud_b');
    expect(project.read('out/b.js')).toBe('untouched');
  });

  test('project references build in order, each with its own root', () => {
    const plugins = [{ transform: '@bud/tsc' }];
    const shared = {
      target: 'ES2022',
      module: 'NodeNext',
      composite: true,
      rootDir: '.',
      outDir: 'out',
      lib: ['ES2022'],
      types: [],
      plugins,
    };
    using project = createTypeScriptProject({
      'lib/index.ts': tracked('lib'),
      'lib/tsconfig.json': JSON.stringify({ compilerOptions: shared, files: ['index.ts'] }),
      'app/main.ts': `import { lib } from '../lib/index.js';\n${tracked('app')}console.log(lib(app('built')));\n`,
      'app/tsconfig.json': JSON.stringify({
        compilerOptions: { ...shared, noUncheckedSideEffectImports: false, lib: ['ES2022', 'DOM'] },
        files: ['main.ts'],
        references: [{ path: '../lib' }],
      }),
    });
    expect(tspc(project, latest, ['-b', 'app'])).toEqual({ exitCode: 0, output: '' });
    expect(project.read('lib/out/index.js')).toContain('file: "index.ts"');
    expect(project.read('app/out/main.js')).toContain('file: "main.ts"');
    expect(project.read('lib/out/index.d.ts')).toBe('/** @track */\nexport declare function lib(q: string): string;\n');
  });

  test('watch mode tracks what is written while it runs', async () => {
    using project = createTypeScriptProject({ 'src/a.ts': tracked('a') });
    const args = [join(latest.patch, 'bin/tspc.js'), '--watch', '--preserveWatchOutput'];
    const watching = spawn(process.execPath, args, { cwd: project.root, env: environmentOf(latest) });
    const exited = once(watching, 'exit');
    try {
      await until(() => isTracked('a'));
      project.write({ 'src/a.ts': tracked('later') });
      await until(() => isTracked('later'));
      project.write({ 'src/a.ts': 'export const plain = 1;\n' });
      // Not at once: TypeScript empties a file before it writes it.
      await until(() => project.read('out/a.js') !== '' && !isTracked('later'));
      expect(project.read('out/a.js')).toBe('export const plain = 1;\n');
    } finally {
      watching.kill();
      await exited;
    }

    function isTracked(name: string): boolean {
      return existsSync(join(project.root, 'out/a.js')) && project.read('out/a.js').includes(`__bud_${name}`);
    }
  });
});

/** Resolves as soon as something is so; the test's own limit says when to give up. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}
