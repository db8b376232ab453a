import { describe, expect, test } from 'vitest';
import { compilers, createTypeScriptProject, node, tspc } from './typescript-project.ts';

const value = `export const joinParts = (parts: string[]): string => parts.join('');
export const used = 1;
export interface Shape { readonly size: number }
export class Service {}
`;

const agent = `import { joinParts, used, type Shape, Service } from './value.js';
export const enum Fast { One = 1 }
enum Slow { Two = 2 }
function log(...decorated: any[]): any {}
@log
export class Agent {
  #calls = 0;
  constructor(private readonly service: Service, readonly size = used) {}
  /** @track */
  @log
  run(shape: Shape): number { return shape.size + Fast.One + Slow.Two + this.size; }
  /** @track */
  private count(): number { return (this.#calls += 1); }
  /** @track */
  get calls(): number { return this.count(); }
}
/** @track aggregate=joinParts */
export async function* stream(text: string): AsyncGenerator<string> { yield text; }
/** @track */
export const twice = ((value: number) => value * 2) as (value: number) => number;
namespace Inner { /** @track */ export const half = (value: number): number => value / 2; }
/** @track */
export const view = <Name extends string>(name: Name) => <b title={name}>{Inner.half(4)}</b>;
/** @track */
export function over(value: string): string;
export function over(value: number): number;
export function over(value: unknown): unknown { return value; }
export abstract class Base {
  abstract load(): number;
  /** @track */ protected static make = async (): Promise<string[]> => [];
}
function h(tag: string, properties: object, ...children: unknown[]): string {
  return tag + JSON.stringify([properties, children]);
}
declare global { namespace JSX { interface IntrinsicElements { b: object } } }
const made = new Agent(new Service());
export const printed = [made.run({ size: 1 }), made.calls, made.calls, twice(3), view('x'), over('y')];
`;

const printed = [5, 1, 2, 6, 'b[{"title":"x"},[2]]', 'y'];

const files = { 'src/value.ts': value, 'src/agent.tsx': agent, 'out/CommonJS/package.json': '{ "type": "commonjs" }' };

const targets = ['ES2017', 'ES2018', 'ES2019', 'ES2020', 'ES2021', 'ES2022', 'ES2023', 'ES2024', 'ESNext'];
const legacyDecorators = { experimentalDecorators: true, emitDecoratorMetadata: true };

/** Every target in both module formats; both kinds of decorators and `isolatedModules` take turns. */
const settings = targets.flatMap((target, index) =>
  ['CommonJS', 'NodeNext'].map((module, offset) => ({
    target,
    module,
    isolatedModules: index % 3 === 0,
    // ESNext leaves standard decorators as they are, and Node does not know them.
    ...((index + offset) % 2 === 0 || target === 'ESNext' ? legacyDecorators : {}),
  })),
);

/** One build of all: a project for each setting, with the transformer and without. */
function solution(): Readonly<Record<string, string>> {
  const configs = settings.flatMap((setting) =>
    ['plain', 'tracked'].map((name) => {
      const { target, module } = setting;
      const compilerOptions = {
        ...setting,
        rootDir: '../src',
        outDir: `../out/${module}/${target}-${name}`,
        lib: ['ESNext'],
        types: [],
        jsx: 'react',
        jsxFactory: 'h',
        strict: true,
        composite: true,
        declarationMap: true,
        sourceMap: true,
        plugins: name === 'tracked' ? [{ transform: '@bud/tsc', strict: true }] : [],
      };
      const config = { compilerOptions, include: ['../src'] };
      return [`configs/${module}-${target}-${name}.json`, JSON.stringify(config)] as const;
    }),
  );
  const references = configs.map(([path]) => ({ path }));
  return { ...Object.fromEntries(configs), 'tsconfig.json': JSON.stringify({ files: [], references }) };
}

describe.each(compilers)('$name', { timeout: 600_000 }, (compiler) => {
  test('declarations and what runs stay, whatever is emitted', () => {
    using project = createTypeScriptProject(files);
    project.write(solution());
    expect(tspc(project, compiler, ['-b'])).toEqual({ exitCode: 0, output: '' });
    const runs: string[] = [];
    for (const { module, target } of settings) {
      const read = (name: string, file: string): string => project.read(`out/${module}/${target}-${name}/${file}`);
      for (const file of ['agent.d.ts', 'agent.d.ts.map', 'value.d.ts', 'value.js', 'value.js.map']) {
        expect(read('tracked', file)).toBe(read('plain', file));
      }
      expect(read('tracked', 'agent.js').match(/ = \{ name: /g)).toHaveLength(9);
      expect(read('plain', 'agent.js')).not.toContain('__bud');
      runs.push(`./out/${module}/${target}-plain/agent.js`, `./out/${module}/${target}-tracked/agent.js`);
    }
    const main = runs.map((file) => `console.log(JSON.stringify((await import('${file}')).printed));`);
    project.write({ 'main.mjs': main.join('\n') });
    const { output } = node(project, ['main.mjs']);
    expect(output.trim().split('\n')).toEqual(runs.map(() => JSON.stringify(printed)));
  });

  test('imports are kept for what emitted code names, and elided as before', () => {
    const compilerOptions = { ...legacyDecorators, jsx: 'react', jsxFactory: 'h' };
    using project = createTypeScriptProject(files, { compilerOptions });
    expect(tspc(project, compiler)).toEqual({ exitCode: 0, output: '' });
    const code = project.read('out/agent.js');
    expect(code).toContain("import { joinParts, used, Service } from './value.js';");
    expect(code).toContain('1 /* Fast.One */');
    expect(code).toContain('__metadata("design:paramtypes", [Service, Object])');
    expect(code.indexOf('import { gate as __bud } from "@bud/runtime";')).toBeLessThan(code.indexOf('./value.js'));
    expect(code).toContain('aggregate: () => joinParts }');
  });

  test('what exports an assignment stays CommonJS where modules are preserved', () => {
    const files = { 'src/ask.ts': '/** @track */\nfunction ask(q: string): string { return q; }\nexport = ask;\n' };
    const compilerOptions = { module: 'Preserve' };
    using project = createTypeScriptProject(files, { compilerOptions });
    expect(tspc(project, compiler)).toEqual({ exitCode: 0, output: '' });
    const code = project.read('out/ask.js');
    expect(code).toContain('var __bud = require("@bud/runtime").gate');
    expect(code).toContain('module.exports = ask;');
  });

  test('what makes elements is the import, also of JSX that a component reads another time', () => {
    const component = `import React from './react.js';
interface Props { icon?: unknown; item?: (key: string) => unknown; label: string }
/** @track */
export const Badge = ({ icon = <b>!</b>, item = (key: string) => <React.Item id={key as string} />, label }: Props) =>
  <p>{icon}{item(label)}</p>;
declare global { namespace JSX { interface IntrinsicElements { b: object; p: object } } }
`;
    const react = `const Item = (_props: { id: string }): null => null;
const createElement = (...parts: unknown[]): unknown => parts;
export default { createElement, Item };
`;
    const files = { 'package.json': '{}', 'src/badge.tsx': component, 'src/react.ts': react };
    using project = createTypeScriptProject(files, { compilerOptions: { jsx: 'react' } });
    expect(tspc(project, compiler)).toEqual({ exitCode: 0, output: '' });
    const code = project.read('out/badge.js');
    expect(code).toMatch(/values: .*icon = react_js_1\.default\.createElement\("b", null, "!"\)/);
    expect(code).toMatch(/item = \(?key\)? => react_js_1\.default\.createElement\(react_js_1\.default\.Item, /);
  });
});
