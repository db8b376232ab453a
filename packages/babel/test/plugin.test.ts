import { fileURLToPath } from 'node:url';
import * as babel from '@babel/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { presetEnv as env } from '../../../test/hosts/preset-env.ts';
import { createProject } from '../../../test/hosts/project.ts';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import budTrack from '@bud/babel';
import type { BabelApi, BabelPlugin } from '../src/babel.ts';
import type { Options } from '@bud/project';

const typescript = fileURLToPath(import.meta.resolve('@babel/preset-typescript'));

const source = `/** @track */
export function plan(goal: string): string {
  if (goal === '') throw new Error('no goal');
  return goal;
}
`;

interface Compiled {
  readonly code: string;
  readonly map: object;
}

/** Proof of the cast: the plugin uses no more of Babel than it declares. */
const plugin = budTrack as unknown as (api: object, options: Options) => babel.PluginObj;

function compile(code: string, options: Options, more: babel.TransformOptions = {}): Compiled {
  using project = createProject({});
  const { root } = project;
  const result = babel.transformSync(code, {
    root,
    cwd: root,
    filename: `${root}/src/plan.ts`,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    presets: [typescript],
    plugins: [[plugin, options]],
    ...more,
  });
  return { code: result?.code ?? '', map: result?.map ?? {} };
}

function warningsOf(run: () => unknown): readonly Error[] {
  const seen: Error[] = [];
  const listen = (warning: Error): void => void seen.push(warning);
  process.on('warning', listen);
  try {
    run();
  } finally {
    process.off('warning', listen);
  }
  return seen;
}

afterEach(() => void vi.unstubAllEnvs());

describe('a file with marks', () => {
  test('is tracked before any plugin visits it', () => {
    const seen: string[] = [];
    const look = (): babel.PluginObj => ({
      visitor: { FunctionDeclaration: (path) => void seen.push(path.getSource().slice(0, 100)) },
    });
    const { code } = compile(source, {}, { plugins: [look, [plugin, {}]] });
    expect(code).toContain('if (__bud.on && __bud.enter(__bud_plan))');
    expect(seen[0]).toContain('/* istanbul ignore next */');
  });

  test('has a map to its source', () => {
    const { code, map } = compile(source, {});
    const lines = code.split('\n');
    const line = lines.findIndex((text) => text.includes('throw')) + 1;
    const column = lines[line - 1]!.indexOf('throw');
    expect(originalPositionFor(new TraceMap(map as never), { line, column })).toMatchObject({
      source: 'plan.ts',
      line: 3,
      column: 19,
    });
  });

  test('has a map to what its own map leads to', () => {
    const earlier = {
      version: 3,
      file: 'plan.ts',
      sources: ['plan.source'],
      names: [],
      mappings: 'AAAA;AACA;AACA;AACA;AACA',
      sourcesContent: [source],
    };
    const { map } = compile(source, {}, { inputSourceMap: earlier });
    expect(map).toMatchObject({ sources: ['plan.source'] });
  });

  test('binds the import where modules become CommonJS', () => {
    const { code } = compile(source, {}, { presets: [typescript, [env, { targets: { node: '20' } }]] });
    expect(code).toContain('require("@bud/runtime")');
    expect(code).toMatch(/_runtime\.gate\.on && _runtime\.gate\.enter/);
  });

  test('requires the gate in a script', () => {
    const script = '/** @track */\nfunction plan(goal) { return goal; }\nmodule.exports = plan;\n';
    const { code } = compile(script, {}, { sourceType: 'script', filename: 'plan.js' });
    expect(code).toContain('require("@bud/runtime").gate');
  });

  test('is tracked where Babel is given a tree', () => {
    const options = { filename: 'plan.js', babelrc: false, configFile: false };
    const code = '/** @track */\nexport function plan(goal) { return goal; }\n';
    const tree = babel.parseSync(code, options);
    const result = babel.transformFromAstSync(tree!, code, { ...options, plugins: [[plugin, {}]] });
    expect(result?.code).toContain('__bud.enter(__bud_plan)');
  });
});

describe('a file that is left alone', () => {
  test.each([
    ['BUD_TRACK=off', 'off', {}],
    ['mode: off', '', { mode: 'off' }],
    ['an excluded file', '', { exclude: ['src/**'] }],
  ] as const)('%s', (_what, selection, options) => {
    vi.stubEnv('BUD_TRACK', selection);
    expect(compile(source, options)).toEqual(compile(source, {}, { plugins: [] }));
  });

  test('one without a name', () => {
    const options = { filename: undefined, presets: [] };
    const code = '/** @track */\nexport function plan() {}';
    expect(compile(code, {}, options).code).not.toContain('__bud');
  });
});

describe('problems', () => {
  const wrong = '/** @track typ=llm */\nexport function plan(goal: string): string { return goal; }\n';

  test('are warnings of Node, with their place, once', () => {
    const seen = warningsOf(() => compile(wrong, {}));
    expect(seen).toMatchObject([{ name: 'BudTrackWarning', code: 'BUD104' }]);
    expect(seen[0]?.message).toContain('src/plan.ts:1:12 unknown key "typ" in @track');
  });

  test('are thrown when strict', () => {
    expect(() => compile(wrong, { strict: true })).toThrow(/BUD104/);
  });

  test('are options that cannot be used', () => {
    expect(() => compile(source, { rulez: [] } as never)).toThrow(/rulez/);
  });

  test('are a runtime that is not there', () => {
    const seen = warningsOf(() => compile(source, { runtime: '@nobody/has-this' }));
    expect(seen).toMatchObject([{ code: 'BUD401' }]);
  });
});

test('another version of Babel is refused in its own words', () => {
  const api = {
    ...babel,
    assertVersion: () => {
      throw new Error('Requires Babel');
    },
  } as unknown as BabelApi;
  expect((): BabelPlugin => budTrack(api, {})).toThrow('Requires Babel');
});
