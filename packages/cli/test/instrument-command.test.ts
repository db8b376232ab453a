import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { binary, bud } from './bud.ts';

const source = `interface Goal { readonly text: string }
/** @track type=llm */
export async function ask(goal: Goal): Promise<string> {
  const needle = goal.text as string; return needle;
}
`;
const plain = 'export const nothing = 1;\n';
const marked = '/** @track */ export function marked() { return 1; }\n';

/** What `tsc` leaves behind. */
function emitted(map: 'external' | 'inline' | 'none'): Readonly<Record<string, string>> {
  const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
    fileName: '../src/agent.ts',
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      sourceMap: map === 'external',
      inlineSourceMap: map === 'inline',
    },
  });
  const external = sourceMapText.replace('"sources":["agent.ts"]', '"sources":["../src/agent.ts"]');
  return {
    'src/agent.ts': source,
    'dist/agent.js': outputText,
    ...(map === 'external' && { 'dist/agent.js.map': external }),
  };
}

function needlePlace(code: string, map: string): unknown {
  const lines = code.split('\n');
  const line = lines.findIndex((text) => text.includes('return needle'));
  const column = lines[line]?.indexOf('return needle') ?? -1;
  const { source: file, ...place } = originalPositionFor(new TraceMap(map), { line: line + 1, column });
  return { file, line: place.line, column: place.column };
}

const expectedPlace = { line: 4, column: source.split('\n')[3]?.indexOf('return needle') };

describe('in place', () => {
  test('chains the map beside the file, and tells of the source', async () => {
    using project = createProject(emitted('external'));
    const { code, out, err } = await bud(project.root, ['instrument', 'dist']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('instrumented  1  1 function: 1 llm');
    const text = project.read('dist/agent.js');
    expect(text).toContain('file: "src/agent.ts", line: 3, column: 8');
    const place = needlePlace(text, project.read('dist/agent.js.map'));
    expect(place).toEqual({ file: '../src/agent.ts', ...expectedPlace });
    expect(text.endsWith('//# sourceMappingURL=agent.js.map')).toBe(true);
  });

  test('chains the map inside the file', async () => {
    using project = createProject(emitted('inline'));
    expect(await bud(project.root, ['instrument', 'dist'])).toMatchObject({ code: 0 });
    const text = project.read('dist/agent.js');
    const [, map = ''] = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)$/.exec(text) ?? [];
    expect(needlePlace(text, Buffer.from(map, 'base64').toString())).toMatchObject(expectedPlace);
    expect(text.match(/sourceMappingURL/g)).toHaveLength(1);
  });

  test('writes only what changes, once, and keeps permissions', async () => {
    using project = createProject({ 'dist/plain.js': plain, 'dist/cli.js': `#!/usr/bin/env node\n${marked}` });
    chmodSync(join(project.root, 'dist/cli.js'), 0o755);
    const stats = (): readonly number[] =>
      ['plain.js', 'cli.js'].map((name) => statSync(join(project.root, 'dist', name)).ino);
    const before = stats();
    expect((await bud(project.root, ['instrument', 'dist'])).out).toContain('1 file written.');
    const after = stats();
    expect(after.map((inode, index) => inode === before[index])).toEqual([true, false]);
    expect(statSync(join(project.root, 'dist/cli.js')).mode & 0o777).toBe(0o755);
    const again = await bud(project.root, ['instrument', 'dist']);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/already instrumented {2}1\nEverything was up to date\./);
    expect(stats()).toEqual(after);
    expect(readdirSync(join(project.root, 'dist'))).toEqual(['cli.js', 'plain.js']);
  });

  test('a rule about sources reaches what they are compiled to, in later runs too', async () => {
    const rules = '{ "rules": [{ "files": "src/**", "functions": "ask", "type": "tool" }] }';
    using project = createProject({ ...emitted('external'), 'bud.track.config.json': rules });
    for (const sites of ['1 llm', 'already instrumented']) {
      const { code, out, err } = await bud(project.root, ['instrument', 'dist']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(sites);
    }
  });

  test('leaves node_modules and symbolic links alone; a link that is named is followed', async () => {
    using project = createProject({ 'real/a.js': marked, 'dist/node_modules/p/index.js': marked });
    symlinkSync(join(project.root, 'real/a.js'), join(project.root, 'dist/link.js'));
    expect((await bud(project.root, ['instrument', 'dist'])).out).toContain('files  0');
    expect(project.read('real/a.js')).toBe(marked);
    await bud(project.root, ['instrument', 'dist/link.js']);
    expect(project.read('real/a.js')).toContain('@bud/runtime');
    expect(lstatSync(join(project.root, 'dist/link.js')).isSymbolicLink()).toBe(true);
  });

  test('a script for everywhere is what its package says, as for Node', async () => {
    const everywhere = `${marked.replace('export ', '')}if (typeof module === 'object') module.exports = { marked };\n`;
    using project = createProject({
      'package.json': '{ "type": "module" }',
      'dist/a.js': everywhere,
      'dist/commonjs/package.json': '{}',
      'dist/commonjs/a.js': everywhere,
    });
    expect(await bud(project.root, ['instrument', 'dist'])).toMatchObject({ code: 0, err: '' });
    for (const file of ['a.js', 'commonjs/a.js']) execFileSync(process.execPath, [join(project.root, 'dist', file)]);
  });

  test('TypeScript only when it is asked for', async () => {
    using project = createProject({ 'src/a.ts': marked, 'src/b.d.ts': 'export {};' });
    const { out } = await bud(project.root, ['instrument', 'src']);
    expect(out).toContain('files  0');
    expect(out).toContain('`--sources --out <folder>` tracks TypeScript and JSX.');
    const copy = await bud(project.root, ['instrument', 'src', '--sources', '--out', 'tracked']);
    expect(copy.out).toMatch(/2 files written\.\n$/);
    expect(project.read('tracked/a.ts')).toContain('@bud/runtime');
    expect(project.read('src/a.ts')).toBe(marked);
  });

  test("components that React's compiler compiles are left to it, where types are checked in between", async () => {
    const hook = `import { useState } from 'react';\n/** @track */ export function useCount(by: number) { return useState(by); }\n`;
    const devDependencies = { 'babel-plugin-react-compiler': '1.0.0' };
    using project = createProject({ 'package.json': JSON.stringify({ devDependencies }), 'src/count.ts': hook });
    const copy = await bud(project.root, ['instrument', 'src', '--sources', '--out', 'tracked']);
    expect(copy.err).toContain('BUD310 src/count.ts:2:22 useCount would begin with a conditional `return`');
    project.write({ 'package.json': '{}' });
    expect(await bud(project.root, ['instrument', 'src', '--sources', '--out', 'tracked'])).toMatchObject({ err: '' });
    expect(project.read('tracked/count.ts')).toContain('@bud/runtime');
  });

  test('BUD_TRACK=off writes nothing', async () => {
    using project = createProject(emitted('external'));
    const { code, out } = await bud(project.root, ['instrument', 'dist'], { BUD_TRACK: 'off' });
    expect(code).toBe(0);
    expect(out).toContain('Nothing was written, because tracking is off.');
    expect(project.read('dist/agent.js')).toBe(emitted('external')['dist/agent.js']);
  });
});

describe('what nobody can write again', () => {
  test.each([
    ['a source file', ['src/a.ts'], 'src/a.ts is source code, which would be overwritten.'],
    ['sources in a folder', ['src', '--sources'], 'src/a.ts is source code, which would be overwritten.'],
    ['also with --check', ['src/a.ts', '--check'], 'src/a.ts is source code, which would be overwritten.'],
    ['JavaScript among the sources', ['lib'], 'lib/a.js may be hand-written:'],
    ['JavaScript by name', ['lib/a.js', 'dist'], 'lib/a.js may be hand-written:'],
  ])('is left as it is: %s', async (_name, args, message) => {
    const files = {
      'src/a.ts': marked,
      'lib/a.js': marked,
      'dist/a.js': marked,
      '.gitignore': 'dist/\n',
      '.git/HEAD': '',
    };
    using project = createProject(files);
    const { code, err } = await bud(project.root, ['instrument', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    for (const file of ['src/a.ts', 'lib/a.js', 'dist/a.js']) expect(project.read(file)).toBe(marked);
  });

  test.each([
    ['ignored by Git', 'dist/a.js'],
    ['compiled, as its map tells', 'out/a.js'],
  ])('is not what is %s', async (_name, file) => {
    const mapped = `${marked}//# sourceMappingURL=data:application/json,{"version":3,"sources":["a.ts"],"mappings":"AAAA"}\n`;
    using project = createProject({ 'dist/a.js': marked, 'out/a.js': mapped, '.gitignore': 'dist\n', '.git/HEAD': '' });
    expect(await bud(project.root, ['instrument', file])).toMatchObject({ code: 0, err: '' });
    expect(project.read(file)).toContain('@bud/runtime');
  });
});

test.each([
  ['no mark and no rule', {}, 1, 'BUD408 no mark was found, and no rule is configured.'],
  ['a rule that reaches nothing', { 'bud.track.config.json': '{ "rules": [{ "functions": "x*" }] }' }, 1, 'BUD202'],
  ['nothing that holds functions', { 'dist/a.js': undefined }, 0, ''],
  ['a file that says off', { 'dist/b.js': '// @track-file off\n' }, 0, ''],
] as const)('says what it did not find: %s', async (_name, more, code, message) => {
  const files = Object.entries({ 'dist/a.js': plain, 'dist/data.json': '{}', ...more });
  using project = createProject(
    Object.fromEntries(files.flatMap(([file, text]) => (text === undefined ? [] : [[file, text]]))),
  );
  const run = await bud(project.root, ['instrument', 'dist']);
  expect(run.code).toBe(code);
  expect(run.err).toContain(message);
});

test('says that it found nothing, rather than that all is well', async () => {
  using project = createProject({ 'dist/notes.md': '' });
  const { code, out } = await bud(project.root, ['instrument', 'dist']);
  expect(code).toBe(0);
  expect(out).toMatch(/^files {2}0\nThere was nothing to instrument\.\nNo JavaScript was found;/);
});

describe('--out', () => {
  test('copies everything, with sources of maps meant from there', async () => {
    using project = createProject({ ...emitted('external'), 'dist/data.json': '{}', 'dist/deep/plain.js': plain });
    expect(await bud(project.root, ['instrument', 'dist', '--out', 'build/deep/tracked'])).toMatchObject({ code: 0 });
    expect(project.read('build/deep/tracked/data.json')).toBe('{}');
    expect(project.read('build/deep/tracked/deep/plain.js')).toBe(plain);
    const [text, map] = ['agent.js', 'agent.js.map'].map((name) => project.read(`build/deep/tracked/${name}`));
    expect(needlePlace(text ?? '', map ?? '')).toMatchObject({
      file: '../../../src/agent.ts',
      ...expectedPlace,
    });
    expect(project.read('dist/agent.js')).toBe(emitted('external')['dist/agent.js']);
    expect((await bud(project.root, ['instrument', 'dist', '--out', 'build/deep/tracked'])).out).toContain(
      'up to date',
    );
  });

  test('inside the folder that is copied, it is not copied itself', async () => {
    using project = createProject({ 'dist/a.js': marked });
    for (let run = 0; run < 2; run++) await bud(project.root, ['instrument', 'dist', '--out', 'dist/tracked']);
    expect(readdirSync(join(project.root, 'dist/tracked'))).toEqual(['a.js']);
  });

  test('follows links, also to folders whose paths begin alike', async () => {
    using project = createProject({ 'dist/a.js': marked, 'ab/b.js': plain, 'a/c.js': plain });
    symlinkSync('../ab', join(project.root, 'dist/linked'));
    symlinkSync('../a', join(project.root, 'ab/deeper'));
    expect(await bud(project.root, ['instrument', 'dist', '--out', 'out'])).toMatchObject({ code: 0, err: '' });
    const copied = readdirSync(join(project.root, 'out'), { recursive: true }).map((path) =>
      String(path).replaceAll('\\', '/'),
    );
    expect(new Set(copied)).toEqual(new Set(['a.js', 'linked', 'linked/b.js', 'linked/deeper', 'linked/deeper/c.js']));
  });

  test('BUD_TRACK=off copies byte for byte', async () => {
    using project = createProject(emitted('external'));
    await bud(project.root, ['instrument', 'dist', '--out', 'tracked'], { BUD_TRACK: 'off' });
    const files = readdirSync(join(project.root, 'tracked'));
    expect(files).toEqual(['agent.js', 'agent.js.map']);
    for (const file of files) expect(project.read(`tracked/${file}`)).toBe(project.read(`dist/${file}`));
  });
});

describe('problems', () => {
  test('are printed, and the exit code says so', async () => {
    using project = createProject({ 'dist/a.js': '/** @track typ=llm */ export function a() {}\n' });
    const { code, err } = await bud(project.root, ['instrument', 'dist']);
    expect(code).toBe(1);
    expect(err).toContain('BUD104 dist/a.js:1:12 unknown key "typ" in @track. Did you mean "type"?');
    expect(project.read('dist/a.js')).toContain('@bud/runtime');
  });

  test('with --strict nothing is written', async () => {
    using project = createProject({ 'dist/a.js': marked, 'dist/b.js': '// @track\n' });
    expect(await bud(project.root, ['instrument', 'dist', '--strict'])).toMatchObject({ code: 1 });
    expect(project.read('dist/a.js')).toBe(marked);
    expect(readdirSync(join(project.root, 'dist'))).toEqual(['a.js', 'b.js']);
  });

  test('a compiler that drops comments is noticed', async () => {
    const files = emitted('external');
    const stripped = files['dist/agent.js']?.replace('/** @track type=llm */', '') ?? '';
    using project = createProject({ ...files, 'dist/agent.js': stripped });
    const { code, err } = await bud(project.root, ['instrument', 'dist']);
    expect(code).toBe(1);
    expect(err).toContain('BUD402 src/agent.ts:3:8 the mark on ask is in the file, but was dropped');
  });

  test('a runtime that is not installed, and rules that reach nothing', async () => {
    const rules = '{ "rules": [{ "files": "lib/**" }] }';
    using project = createProject({ 'dist/a.js': marked, 'bud.track.config.json': rules }, { hasRuntime: false });
    const { code, err } = await bud(project.root, ['instrument', 'dist']);
    expect(code).toBe(1);
    expect(err).toContain('BUD401 tracked code imports "@bud/runtime"');
    expect(err).toContain('BUD201 rules[0] matches no file: "lib/**"');
  });
});

test('--check writes nothing and tells whether a run would', async () => {
  using project = createProject({ 'dist/a.js': marked });
  const before = await bud(project.root, ['instrument', 'dist', '--check']);
  expect(before).toMatchObject({ code: 1, err: '' });
  expect(before.out).toContain('1 file would be written.');
  expect(project.read('dist/a.js')).toBe(marked);
  await bud(project.root, ['instrument', 'dist']);
  expect(await bud(project.root, ['instrument', 'dist', '--check'])).toMatchObject({ code: 0 });
});

describe('bad input', () => {
  test.each([
    ['nothing named', ['instrument'], 'no files or folders were given'],
    ['a missing file', ['instrument', 'nowhere'], 'cannot read nowhere: no such file or folder'],
    ['a file of another kind', ['instrument', 'readme.md'], 'readme.md is not a JavaScript or TypeScript file'],
    ['a link in a circle', ['instrument', 'circle'], 'cannot read circle: its symbolic links form a loop'],
    ['a folder inside itself', ['instrument', 'loop', '--out', 'x'], 'is a symbolic link to a folder that contains it'],
    [
      '--out that is the input',
      ['instrument', 'dist', '--out', './dist/'],
      '`--out` names the folder that is being instrumented',
    ],
    ['--out that is a file', ['instrument', 'dist', '--out', 'readme.md'], 'there is a file where a folder is needed'],
    ['a configuration that is not there', ['instrument', 'dist', '--config', 'no.json'], 'cannot read no.json'],
    ['a configuration that is wrong', ['instrument', 'dist', '--config', 'bad.json'], 'unknown option "rulez"'],
    ['a root that is a file', ['instrument', 'dist', '--root', 'readme.md'], 'readme.md is not a folder'],
  ])('%s', async (_name, written, message) => {
    using project = createProject({
      'dist/a.js': marked,
      'readme.md': '#',
      'bad.json': '{ "rulez": [] }',
      'loop/a.js': '',
    });
    symlinkSync('circle', join(project.root, 'circle'));
    symlinkSync('..', join(project.root, 'loop/up'));
    const { code, err } = await bud(project.root, written);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(project.read('dist/a.js')).toBe(marked);
    expect(readdirSync(join(project.root, 'dist'))).toEqual(['a.js']);
  });
});

describe('files that cannot be read', () => {
  const notUtf8 = Buffer.from('/** @track */\u00ff', 'latin1');
  const broken = { 'dist/b.js': `${marked}//# sourceMappingURL=b.js.map\n`, 'dist/b.js.map': '{' };

  test('are all named, and nothing is written', async () => {
    using project = createProject({ 'dist/a.js': marked, ...broken });
    writeFileSync(join(project.root, 'dist/c.js'), notUtf8);
    const { code, out, err } = await bud(project.root, ['instrument', 'dist']);
    expect(code).toBe(2);
    expect(out).toContain('Nothing was written, because some files cannot be read.');
    expect(err).toContain('BUD404 dist/b.js:1:1 the source map that the file came with cannot be read');
    expect(err).toContain('BUD003 dist/c.js:1:1 the file is not valid UTF-8');
    expect(project.read('dist/a.js')).toBe(marked);
    expect(readdirSync(join(project.root, 'dist'))).toEqual(['a.js', 'b.js', 'b.js.map', 'c.js']);
    expect(await bud(project.root, ['list', 'dist/b.js'])).toMatchObject({ code: 2 });
    expect(await bud(project.root, ['explain', 'dist/c.js'])).toMatchObject({ code: 2 });
  });

  test('are left alone where nothing asks for them', async () => {
    const exclude = '{ "exclude": "dist/[bc].js" }';
    using project = createProject({ 'dist/a.js': marked, ...broken, 'bud.track.config.json': exclude });
    writeFileSync(join(project.root, 'dist/c.js'), notUtf8);
    writeFileSync(join(project.root, 'dist/d.js'), Buffer.from([0xff, 0]));
    expect(await bud(project.root, ['instrument', 'dist'])).toMatchObject({ code: 0, err: '' });
    expect(project.read('dist/a.js')).toContain('@bud/runtime');
    expect(project.read('dist/b.js')).toBe(broken['dist/b.js']);
  });

  test('a map that is not there is none', async () => {
    using project = createProject({ 'dist/b.js': broken['dist/b.js'] });
    expect(await bud(project.root, ['instrument', 'dist'])).toMatchObject({ code: 0, err: '' });
    expect(project.read('dist/b.js')).toContain('@bud/runtime');
  });

  // The super user reads everything.
  test.skipIf(process.getuid?.() === 0)('a folder without permission', async () => {
    using project = createProject({ 'dist/a.js': marked, 'dist/deep/b.js': marked });
    chmodSync(join(project.root, 'dist/deep'), 0);
    const { code, err } = await bud(project.root, ['instrument', 'dist']);
    chmodSync(join(project.root, 'dist/deep'), 0o755);
    expect(code).toBe(2);
    expect(err).toContain('deep: permission denied');
    expect(project.read('dist/a.js')).toBe(marked);
  });
});

test('a folder in the place of a file keeps all files from being replaced', async () => {
  using project = createProject({ 'dist/a.js': marked, 'dist/b.js': marked, 'out/a.js': 'old\n' });
  mkdirSync(join(project.root, 'out/b.js'));
  const { code, err } = await bud(project.root, ['instrument', 'dist', '--out', 'out']);
  expect(code).toBe(2);
  expect(err).toContain('b.js: it is a folder');
  expect(project.read('out/a.js')).toBe('old\n');
  expect(readdirSync(join(project.root, 'out'))).toEqual(['a.js', 'b.js']);
});

test('a run that is interrupted leaves every file as it was', async () => {
  using project = createProject({ 'dist/a.js': marked });
  const pipe = join(project.root, 'dist/b.js');
  execFileSync('mkfifo', [pipe]);
  // A pipe that nothing is written to: the run stands still in its second file.
  const held = openSync(pipe, 'r+');
  const child = spawn(process.execPath, [binary, 'instrument', 'dist/a.js', 'dist/b.js'], { cwd: project.root });
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
  await vi.waitUntil(() => readdirSync(join(project.root, 'dist')).some((name) => name.endsWith('.bud-tmp')), 20_000);
  child.kill('SIGINT');
  await vi.waitUntil(() => readdirSync(join(project.root, 'dist')).length === 2, 20_000);
  closeSync(held);
  expect(await ended).toBe(130);
  expect(project.read('dist/a.js')).toBe(marked);
  expect(existsSync(pipe)).toBe(true);
});
