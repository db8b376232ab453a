import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  compile,
  compilers,
  configure,
  createTypeScriptProject,
  environmentOf,
  latest,
  node,
  shownInEditor,
  tspc,
} from './typescript-project.ts';

const misspelt = '/** @track typ=llm */\nexport function ask(q: string): string { return q; }\n';
const right = misspelt.replace('typ=', 'type=');

const compiler = latest;

// Every run is a process that loads TypeScript.
describe('problems', { timeout: 300_000 }, () => {
  test.each(compilers)('warnings are printed as diagnostics and fail nothing: $name', (compiler) => {
    using project = createTypeScriptProject({ 'src/a.ts': misspelt });
    const { exitCode, output } = tspc(project, compiler);
    expect(output.trim()).toBe(
      'src/a.ts(1,12): warning TS104: BUD104 unknown key "typ" in @track. Did you mean "type"?',
    );
    expect(exitCode).toBe(0);
    expect(project.read('out/a.js')).toContain('__bud');
  });

  test('a derived constructor is left alone where TypeScript makes a function of it', () => {
    const code = 'class A {}\nexport class B extends A {\n  /** @track */ constructor() { super(); }\n}\n';
    using project = createTypeScriptProject({ 'src/a.ts': code });
    const es5 = compile(project, ['--target', 'ES5', '--ignoreDeprecations', '6.0']);
    expect(es5.output).toContain('src/a.ts(3,17): warning TS309: BUD309');
    expect(project.read('out/a.js')).not.toContain('__bud');
    expect(compile(project, ['--target', 'ES2015']).output.trim()).toBe('');
    expect(project.read('out/a.js')).toContain('__bud_result');
  });

  test.each(['source', 'program'])('strict makes them errors, also where nothing is emitted: %s form', (form) => {
    const plugin = { strict: true, ...(form === 'program' ? { transformProgram: true } : {}) };
    using project = createTypeScriptProject({ 'src/a.ts': misspelt }, { plugin });
    for (const args of [[], ['--noEmit'], ['--declaration', '--emitDeclarationOnly']]) {
      const { exitCode, output } = compile(project, args);
      expect(output).toContain('src/a.ts(1,12): error TS104: BUD104');
      expect(exitCode).not.toBe(0);
    }
  });

  test.each(['source', 'program'])('an error stays until its file is mended, and no longer: %s form', (form) => {
    const plugin = { strict: true, ...(form === 'program' ? { transformProgram: true } : {}) };
    const files = { 'src/a.ts': misspelt, 'src/b.ts': right, 'src/c.ts': misspelt.replace('ask', 'other') };
    using project = createTypeScriptProject(files, { plugin, compilerOptions: { incremental: true } });
    const problemsOf = (): readonly string[] =>
      [...compile(project).output.matchAll(/^(\S+)\(\d+,\d+\): error TS104/gm)].map(([, file = '']) => file);
    expect(problemsOf()).toEqual(['src/a.ts', 'src/c.ts']);
    expect(problemsOf()).toEqual(['src/a.ts', 'src/c.ts']);
    project.write({ 'src/a.ts': right });
    expect(problemsOf()).toEqual(['src/c.ts']);
    project.write({ 'src/c.ts': right.replace('ask', 'other') });
    expect(problemsOf()).toEqual([]);
    expect(compile(project)).toEqual({ exitCode: 0, output: '' });
  });

  test('the program form reports to an incremental check without emit, and keeps noEmitOnError', () => {
    const plugin = { strict: true, transformProgram: true };
    using project = createTypeScriptProject({ 'src/a.ts': misspelt }, { plugin });
    for (const args of [['--noEmit', '--incremental', '--tsBuildInfoFile', 'out/info'], ['--noEmitOnError']]) {
      for (const run of [compile(project, args), compile(project, args)]) {
        expect(run.output).toContain('src/a.ts(1,12): error TS104: BUD104');
        expect(run.exitCode).not.toBe(0);
      }
    }
    expect(() => project.read('out/a.js')).toThrow('ENOENT');
  });

  test.each(compilers)('the program form shows problems in editors: $name', (compiler) => {
    using project = createTypeScriptProject({ 'src/a.ts': misspelt }, { plugin: { transformProgram: true } });
    const problem = 'BUD104 unknown key "typ" in @track. Did you mean "type"?';
    expect(shownInEditor(project, compiler, 'src/a.ts')).toEqual([`1:12 warning ${problem}`]);
    configure(project, { plugin: { transformProgram: true, strict: true } });
    expect(shownInEditor(project, compiler, 'src/a.ts')).toEqual([`1:12 error ${problem}`]);
  });

  test('warnings have colors where TypeScript has them', () => {
    using project = createTypeScriptProject({ 'src/a.ts': misspelt });
    const run = [join(compiler.patch, 'bin/tspc.js'), '--noEmit'];
    const print = (env: NodeJS.ProcessEnv): string => node(project, run, { ...environmentOf(compiler), ...env }).output;
    expect(print({ FORCE_COLOR: '1' })).toContain('\u001b[93mwarning\u001b[0m');
    expect(print({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b[');
  });

  test('problems of the configuration have no place', () => {
    const plugin = { rules: [{ files: 'lib/**', functions: '*' }] };
    using project = createTypeScriptProject({ 'src/a.ts': right }, { plugin });
    expect(tspc(project, compiler).output.trim()).toMatch(/^warning TS201: BUD201 rules\[0\] matches no file: "lib/);
    configure(project, { plugin: { ...plugin, strict: true } });
    const { exitCode, output } = tspc(project, compiler);
    expect(output).toContain('BUD201 rules[0] matches no file');
    expect(exitCode).not.toBe(0);
  });

  test.each(['source', 'program'])('options that cannot be used are an error of the build: %s form', (form) => {
    const plugin = { rulez: [], ...(form === 'program' ? { transformProgram: true } : {}) };
    using project = createTypeScriptProject({ 'src/a.ts': right }, { plugin });
    const { exitCode, output } = compile(project);
    expect(output.trim()).toMatch(/^error TS204: BUD204 .*unknown option "rulez" \(did you mean "rules"\?\)[^\n]*$/);
    expect(exitCode).not.toBe(0);
    project.write({ 'bud.track.config.json': '{ "redact": 1 }' });
    configure(project, { plugin: form === 'program' ? { transformProgram: true } : {} });
    expect(compile(project).output).toMatch(/^error TS204: BUD204 \S+bud\.track\.config\.json: .*"redact"/);
  });

  describe('a transformer in front that rebuilds functions', () => {
    const rebuild = `export default (program, entry, { ts }) => (context) => (file) =>
  ts.visitEachChild(file, (node) => ts.isFunctionDeclaration(node)
    ? context.factory.createFunctionDeclaration(node.modifiers, node.asteriskToken, node.name, node.typeParameters,
        node.parameters, node.type, context.factory.createBlock([...node.body.statements]))
    : node, context);
`;
    const files = { 'src/a.ts': right, 'rebuild.mjs': rebuild };
    const behind = (plugin: object): object => ({
      plugins: [{ transform: './rebuild.mjs' }, { transform: '@bud/tsc', ...plugin }],
    });

    test('leaves nothing to track, and that is said', () => {
      using project = createTypeScriptProject(files, { plugin: null, compilerOptions: behind({}) });
      const warning =
        /^src\/a\.ts\(2,\d+\): warning TS409: BUD409 nothing in this file is tracked, because [^\n]* rebuilt ask\./;
      expect(compile(project)).toMatchObject({ exitCode: 0, output: expect.stringMatching(warning) });
      expect(project.read('out/a.js')).not.toContain('__bud');
      configure(project, { plugin: null, compilerOptions: behind({ strict: true }) });
      const { exitCode, output } = compile(project);
      expect(output).toContain('error TS409: BUD409');
      expect(exitCode).not.toBe(0);
    });

    test('comes second to the program form', () => {
      const compilerOptions = behind({ transformProgram: true });
      using project = createTypeScriptProject(files, { plugin: null, compilerOptions });
      expect(compile(project)).toEqual({ exitCode: 0, output: '' });
      expect(project.read('out/a.js')).toContain('__bud');
    });
  });

  test('says that no statement loads the runtime in AMD', () => {
    using project = createTypeScriptProject(
      { 'src/a.ts': right },
      { compilerOptions: { module: 'AMD', moduleResolution: 'bundler', ignoreDeprecations: '6.0' } },
    );
    expect(compile(project).output).toContain('src/a.ts(2,');
    expect(project.read('out/a.js')).not.toContain('__bud');
  });
});
