import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import * as swc from '@swc/core';
import { build, type PluginBuild } from 'esbuild';
import { rollup } from 'rollup';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { stripTypes } from '../../../test/hosts/strip-types.mjs';
import { throwingModule, throwingNames } from '../../../test/source-maps/throwing-module.ts';
import { ProblemsError, transform, transformFile, transformFileSync, transformSync } from '../src/index.ts';

const typescript: swc.Options = {
  filename: '/project/src/main.ts',
  swcrc: false,
  sourceMaps: true,
  jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
};
const marked = `/** @track type=llm */ export async function ask(question: string): Promise<string> { return question; }\n`;
const track = { root: '/project' };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Where the map of an output says that the errors are made, and where they are in the source. */
function placesOf(code: string, map: string): { readonly mapped: unknown; readonly written: unknown } {
  const find = (text: string, name: string) => {
    const lines = text.split('\n');
    const line = lines.findIndex(
      (each) => each.includes(`new Error('${name}'`) || each.includes(`new Error("${name}"`),
    );
    return { line: line + 1, column: lines[line]?.indexOf('new Error(') ?? -1 };
  };
  const trace = new TraceMap(map);
  return {
    mapped: throwingNames.map((name) => {
      const { line, column, source } = originalPositionFor(trace, find(code, name));
      return { line, column, isSource: source?.endsWith('src/main.ts') };
    }),
    written: throwingNames.map((name) => ({ ...find(throwingModule, name), isSource: true })),
  };
}

describe('tracks', () => {
  test.each(['es2015', 'es2017', 'es2022', 'esnext'] as const)('for the target %s', async (target) => {
    const { code, problems } = await transform(marked, { ...typescript, jsc: { ...typescript.jsc, target }, track });
    expect(code).toContain('from "@bud/runtime"');
    expect(code).toContain('file: "src/main.ts"');
    expect(problems).toEqual([]);
  });

  test('CommonJS output requires the runtime', () => {
    expect(transformSync(marked, { ...typescript, module: { type: 'commonjs' }, track }).code).toContain(
      'require("@bud/runtime")',
    );
    const script = transformSync('/** @track */ exports.one = () => 1;', { isModule: 'commonjs', swcrc: false });
    expect(script.code).toContain('require("@bud/runtime")');
  });

  test('a source without a name, by the language of its parser', () => {
    const { filename: _filename, ...options } = typescript;
    expect(transformSync(marked, { ...options, track }).code).toContain('@bud/runtime');
    expect(
      transformSync('/** @track */ const view = () => <i/>;', { jsc: { parser: { syntax: 'ecmascript', jsx: true } } })
        .code,
    ).toContain('@bud/runtime');
  });

  test('files, at once and later', async () => {
    using project = createProject({ 'src/main.ts': marked });
    const path = join(project.root, 'src/main.ts');
    const { filename: _filename, ...options } = { ...typescript, track: { root: project.root } };
    const later = await transformFile(path, options);
    expect(later).toEqual(transformFileSync(path, options));
    expect(later).toEqual(transformSync(marked, { ...options, filename: path }));
    expect(later.code).toContain('file: "src/main.ts"');
  });

  test('reads the configuration file of the root', () => {
    using project = createProject({ 'bud.track.config.json': '{ "rules": [{ "functions": "ask", "type": "tool" }] }' });
    const options = { ...typescript, filename: join(project.root, 'src/main.ts'), cwd: project.root };
    expect(transformSync('export function ask() {}', options).code).toContain('type: "tool"');
  });
});

describe('gives what SWC gives', () => {
  const plain = swc.transformSync(marked, typescript);

  test.each([
    ['mode off', { track: { mode: 'off' } }, ''],
    ['BUD_TRACK=off', { track }, 'off'],
    ['BUD_TRACK with other types', { track }, 'tool'],
    ['an excluded file', { track: { ...track, exclude: '**/main.ts' } }, ''],
  ] as const)('%s', async (_name, options, selection) => {
    vi.stubEnv('BUD_TRACK', selection);
    expect(transformSync(marked, { ...typescript, ...options })).toEqual({ ...plain, problems: [] });
    expect(await transform(marked, { ...typescript, ...options })).toEqual({ ...plain, problems: [] });
  });

  test('for a program that is parsed already', () => {
    const program = swc.parseSync(marked, { syntax: 'typescript' });
    const { code, problems } = transformSync(program, { ...typescript, track });
    expect(problems).toEqual([]);
    expect(code).not.toContain('@bud/runtime');
  });

  test('and throws what SWC throws', () => {
    expect(() => transformSync('const = 1', { ...typescript, track })).toThrow('Syntax Error');
  });
});

describe('problems', () => {
  const mistake = '/** @track typ=llm */ export function ask() {}';

  test('are part of the result', () => {
    const { code, problems } = transformSync(mistake, { ...typescript, track });
    expect(problems).toMatchObject([{ code: 'BUD104', file: 'src/main.ts', line: 1, column: 12 }]);
    expect(code).toContain('@bud/runtime');
  });

  test('strict: they are thrown', async () => {
    const options = { ...typescript, track: { ...track, strict: true } };
    expect(() => transformSync(mistake, options)).toThrow(ProblemsError);
    await expect(transform(mistake, options)).rejects.toThrow(/^BUD104 src\/main\.ts:1:12 unknown key "typ"/);
  });
});

describe('source maps lead to the first source', () => {
  test.each([{ minify: false }, { minify: true }])('minify $minify', ({ minify }) => {
    const { code, map = '' } = transformSync(throwingModule, { ...typescript, minify, track });
    const { mapped, written } = placesOf(code, map);
    if (!minify) expect(mapped).toEqual(written);
    expect(JSON.parse(map)).toMatchObject({ sources: ['/project/src/main.ts'], sourcesContent: [throwingModule] });
  });

  test('inline', () => {
    const { code, map } = transformSync(throwingModule, { ...typescript, sourceMaps: 'inline', track });
    const data = /sourceMappingURL=data:application\/json;base64,(.*)\s*$/.exec(code)?.[1] ?? '';
    const { mapped, written } = placesOf(code, Buffer.from(data, 'base64').toString());
    expect({ mapped, map }).toEqual({ mapped: written, map: undefined });
    expect(code.match(/sourceMappingURL/g)).toHaveLength(1);
  });

  test.each(['given', 'inside it', 'beside it'])('through an earlier map: %s', async (place) => {
    using project = createProject({});
    const { code, map } = await stripTypes(throwingModule, 'src/main.ts');
    const url = place === 'beside it' ? 'main.js.map' : `data:application/json;base64,${btoa(map)}`;
    const text = place === 'given' ? code : `${code}\n//# sourceMappingURL=${url}\n`;
    if (place === 'beside it') writeFileSync(join(project.root, 'main.js.map'), map);
    const output = transformSync(text, {
      filename: join(project.root, 'main.js'),
      swcrc: false,
      sourceMaps: true,
      jsc: { target: 'es2022' },
      ...(place === 'given' ? { inputSourceMap: map } : {}),
      track: { rules: [{ type: 'all' }] },
    });
    expect(output.code).toContain('type: "all"');
    const { mapped, written } = placesOf(output.code, output.map ?? '');
    expect(mapped).toEqual(written);
  });

  test('through esbuild and Rollup after it', async () => {
    using project = createProject({ 'src/main.ts': throwingModule });
    const path = join(project.root, 'src/main.ts');
    const options = { ...typescript, filename: path, track: { root: project.root } };
    const { code, map = '' } = transformSync(readFileSync(path, 'utf8'), options);

    const bundle = await rollup({
      input: path,
      external: ['@bud/runtime'],
      plugins: [{ name: 'swc', transform: () => ({ code, map }) }],
    });
    const chunk = (await bundle.generate({ sourcemap: true, file: join(project.root, 'out.js') })).output[0];
    const rolled = placesOf(chunk.code, chunk.map?.toString() ?? '');
    expect(rolled.mapped).toEqual(rolled.written);

    const inline = transformSync(throwingModule, { ...options, sourceMaps: 'inline' }).code;
    const plugin = {
      name: 'swc',
      setup: ({ onLoad }: PluginBuild) =>
        onLoad({ filter: /main\.ts$/ }, () => ({ contents: inline, loader: 'js' as const })),
    };
    const built = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      format: 'esm',
      outdir: 'out',
      sourcemap: 'external',
      external: ['@bud/runtime'],
      absWorkingDir: project.root,
      plugins: [plugin],
    });
    const textOf = (end: string): string => built.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
    const bundled = placesOf(textOf('.js'), textOf('.js.map'));
    expect(bundled.mapped).toEqual(bundled.written);
  });
});
