import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../fixtures/fixture-case.ts';
import { createProject, type Project } from '../hosts/project.ts';
import { install } from '../install.mjs';
import { allExamples, type Example } from './examples.ts';
import { folder, programOf, runnable } from './program.ts';

await install('test/hosts');
const bun = createRequire(new URL('../hosts/', import.meta.url)).resolve('bun/bin/bun.exe');

const examples = allExamples().filter(({ code }) => !/^(?:\/\/.*\n?)*$/.test(code)); // a command line is no program
const isJson = ({ code }: Example): boolean => /^\/\/ [\w.]+\.json$/m.test(code);
const needsVitest = ({ code }: Example): boolean => code.includes("from 'vitest'");
const needsBun = ({ code }: Example): boolean => /\bBun\./.test(code);
const programs = examples
  .filter((example) => !isJson(example) && !needsBun(example))
  .map((example, index) => ({ place: example.place, isTest: needsVitest(example), ...programOf(example, index) }));

/** What is stricter here than in most projects. */
const ofUsers: ts.CompilerOptions = { verbatimModuleSyntax: false, noPropertyAccessFromIndexSignature: false };

let project: Project;
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const promised = fileURLToPath(new URL('promised.ts', import.meta.url));
  cpSync(promised, `${folder}/promised.ts`);
  writeFileSync(`${folder}/promised.mjs`, await runnable(readFileSync(promised, 'utf8')));
  for (const { file, text } of programs) writeFileSync(file, text);
  // The project that examples speak of.
  project = createProject({
    'package.json': '{ "type": "module" }',
    'src/ask.ts': '/** @track */\nexport const ask = (q: string): string => q;\n',
    'src/main.ts': 'console.log(1);\n',
    'src/main.js': 'console.log(1);\n',
    'dist/main.js': '/** @track */\nexport function main() {}\nmain();\n',
  });
  for (const name of ['@bud/unplugin', '@bud/observe', '@bud/testing', '@bud/trace', '@bud/viewer', 'vitest'])
    symlinkSync(`${projectRoot}/node_modules/${name}`, `${project.root}/node_modules/${name}`, 'junction');
});
afterAll(() => {
  project[Symbol.dispose]();
});

describe('examples in docstrings', { timeout: 120_000 }, () => {
  test('are type-checked', () => {
    const { config } = ts.readConfigFile(`${projectRoot}/test/tsconfig.json`, (path) => ts.sys.readFile(path)) as {
      config: { compilerOptions: object };
    };
    const host: ts.ParseConfigHost = ts.sys;
    const { options } = ts.parseJsonConfigFileContent(
      { ...config, include: [], files: programs.map(({ file }) => file) },
      host,
      `${projectRoot}/test`,
    );
    const program = ts.createProgram(
      programs.map(({ file }) => file),
      {
        ...options,
        noEmit: true,
        composite: false,
        incremental: false,
        noUnusedLocals: false,
        ...ofUsers,
        rootDir: projectRoot,
      },
    );
    const mistakes = programs.flatMap(({ place, file }) => {
      const source = program.getSourceFile(file);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return found.map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    });
    expect(mistakes).toEqual([]);
  });

  test.each(programs.filter(({ isTest }) => !isTest))('$place runs, and tells the truth', async ({ file, text }) => {
    const path = file.replace(/ts$/, 'mjs');
    writeFileSync(path, await runnable(text));
    // In a process of its own: examples start tracking, set exit codes and speak of the current folder.
    expect(() => execFileSync(process.execPath, [path], { cwd: project.root, stdio: 'pipe' })).not.toThrow();
  });

  test.each(examples.filter(needsVitest))('$place passes in Vitest', ({ code }) => {
    project.write({ 'example.test.ts': code });
    const vitest = `${projectRoot}/node_modules/vitest/vitest.mjs`;
    expect(() =>
      execFileSync(process.execPath, [vitest, 'run', '--testTimeout=60000'], { cwd: project.root, stdio: 'pipe' }),
    ).not.toThrow();
  });

  test.each(examples.filter(needsBun))('$place runs in Bun', ({ code }) => {
    project.write({ 'build.ts': code });
    expect(() => execFileSync(bun, ['build.ts'], { cwd: project.root, stdio: 'pipe' })).not.toThrow();
  });

  test.each(examples.filter(isJson))('$place is JSON', ({ code }) => {
    expect(JSON.parse(code.replace(/^\/\/.*\n/, ''))).toBeTypeOf('object');
  });
});
