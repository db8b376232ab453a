/** A program and what it prints, the same on every Node. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
  readonly output: string;
}

const track = '/** @track */';

export const programs: readonly Program[] = [
  {
    name: 'ECMAScript modules in TypeScript: extensions left out, .js for .ts, .mts, index, JSON, import()',
    entry: 'src/app.ts',
    files: {
      'package.json': '{ "type": "module" }',
      'src/app.ts': `import { add } from './add.js';
import { twice } from './twice';
import { thrice } from './thrice.mjs';
import { four } from './folder';
import type { Missing } from './types-only.js';
import data from './data.json' with { type: 'json' };
enum Mode { Fast = 1, Slow }
const enum Inline { One = 1 }
const missing: Missing | undefined = undefined;
const { late } = await import('./late.ts');
console.log(add(1, 2), twice(2), thrice(3), four, Mode[2], Inline.One, data.text, late(), missing, import.meta.url.endsWith('/src/app.ts'));
`,
      'src/types-only.ts': 'export interface Missing { a: string }\n',
      'src/add.ts': `${track} export function add(a: number, b: number): number { return a + b; }\n`,
      'src/twice.ts': `import { add } from './add.ts';\n${track} export const twice = (n: number): number => add(n, n);\n`,
      'src/thrice.mts': `${track} export function thrice(n: number): number { return 3 * n; }\n`,
      'src/folder/index.ts': 'export const four = 4 as const;\n',
      'src/late.ts': `${track} export function late(): string { return 'late'; }\n`,
      'src/data.json': '{ "text": "json" }',
    },
    output: `span add src/add.ts:1 a=1 b=2
span add src/add.ts:1 a=2 b=2
span twice src/twice.ts:2 n=2
span thrice src/thrice.mts:1 n=3
span late src/late.ts:1
3 4 9 4 Slow 1 json late undefined true
`,
  },
  {
    name: 'CommonJS in TypeScript: import, export =, require, require.main, cycles, import() of modules, JSON',
    entry: 'src/app.ts',
    files: {
      'package.json': '{ "type": "commonjs" }',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "target": "es2022" } }',
      'src/app.ts': `import { add } from './add';
import path from 'node:path';
import twice = require('./twice');
import * as data from './data.json';
${track} function run(n: number): number { return add(n, twice(n)); }
console.log(run(2), path.basename(__filename), require.main === module, data.text, typeof require.cache);
void import('./module.mjs').then(async ({ late }) => console.log(await late('x')));
`,
      'src/add.ts': `import { one } from './cycle.js';\n${track} export function add(a: number, b: number): number { return a + b * one(); }\n`,
      'src/cycle.ts': `import * as add from './add';\nexport const one = (): number => (typeof add.add === 'function' ? 1 : 0);\n`,
      'src/twice.cts': '',
      'src/twice.ts': `${track} function twice(n: number): number { return n * 2; }\nexport = twice;\n`,
      'src/module.mts': `import { add } from './add.js';\nimport whole, { one } from './cycle.js';\n${track} export async function late(text: string): Promise<string> { return text + add(1, 1) + one() + typeof whole.one; }\n`,
      'src/data.json': '{ "text": "json" }',
    },
    output: `span twice src/twice.ts:1 n=2
span add src/add.ts:2 a=2 b=4
span run src/app.ts:5 n=2
6 app.ts true json object
span add src/add.ts:2 a=1 b=1
span late src/module.mts:3 text=x
x21function
`,
  },
  {
    name: 'JavaScript: modules, CommonJS both ways, node_modules left alone',
    entry: 'app.js',
    files: {
      'package.json': '{ "type": "module" }',
      'app.js': `import { one } from './one.cjs';
import { createRequire } from 'node:module';
import { installed } from 'installed';
const require = createRequire(import.meta.url);
${track} export function app(n) { return n + one() + require('./two.cjs').two() + require('./three.js').three(); }
console.log(app(1), installed());
`,
      'one.cjs': `${track} exports.one = function () { return 1; };\n`,
      'two.cjs': `'use strict';\n${track} function two() { return 2; }\nmodule.exports = { two };\n`,
      'three.js': `${track} export function three() { return 3; }\n`,
      'node_modules/installed/package.json': '{ "name": "installed", "main": "index.js" }',
      'node_modules/installed/index.js': `${track} exports.installed = function () { return 'untracked'; };\n`,
    },
    output: `span one one.cjs:1
span two two.cjs:2
span three three.js:1
span app app.js:5 n=1
7 untracked
`,
  },
  {
    name: 'both: modules import CommonJS TypeScript by name, CommonJS requires modules',
    entry: 'src/app.mts',
    files: {
      'src/app.mts': `import whole, { named, again } from './old.cjs';
import { createRequire } from 'node:module';
console.log(named(1), again, typeof whole.named, createRequire(import.meta.url)('./old.cts') === whole);
`,
      'src/old.cts': `import { modern } from './modern.mjs';
${track} export function named(n: number): number { return modern(n); }
export * from './again.cjs';
`,
      'src/again.cts': `const again: string = 'again';\nexports.again = again;\n`,
      'src/modern.mts': `${track} export function modern(n: number): number { return n + 1; }\n`,
    },
    output: `span modern src/modern.mts:1 n=1
span named src/old.cts:2 n=1
2 again function true
`,
  },
  {
    name: 'tsconfig.json: extends, paths, baseUrl, decorators with metadata, JSX with its own factory',
    entry: 'src/app.tsx',
    files: {
      'package.json': '{ "type": "module" }',
      'tsconfig.json':
        '{ "extends": "./base.json", "compilerOptions": { "paths": { "@app/*": ["./src/*"], "#only": ["./src/only.ts"] } } }',
      'base.json': `{ "compilerOptions": {
        // comments are allowed
        "target": "ES2019", "experimentalDecorators": true, "emitDecoratorMetadata": true,
        "jsx": "react", "jsxFactory": "element", "jsxFragmentFactory": "null", "useDefineForClassFields": false,
      } }`,
      'src/app.tsx': `import { element } from '@app/element';
import { only } from '#only';
const types: string[] = [];
(Reflect as any).metadata = (key: string, value: any) => () => { types.push(key + ' ' + [value].flat().map((type) => type?.name).join()); };
const log = (_target: object, name: string): void => { types.push(name); };
class Base { constructor() { (this as any).field = 'base'; } }
class Agent extends Base { declare field: string; @log ${track} run(query: string, count: number): string { return query + count + this.field; } }
${track} const render = (name: string) => <b id={name}>{only}</b>;
console.log(new Agent().run('q', 1), JSON.stringify(render('n')), types.join(';'));
`,
      'src/element.ts':
        'export const element = (tag: string, props: object, ...children: unknown[]): object => ({ tag, ...props, children });\n',
      'src/only.ts': 'export const only = "only";\n',
    },
    output: `span Agent.run src/app.tsx:7 query=q count=1
span render src/app.tsx:8 name=n
q1base {"tag":"b","id":"n","children":["only"]} design:returntype String;design:paramtypes String,Number;design:type Function;run
`,
  },
  {
    name: 'standard decorators, accessor, using, .jsx, manifest imports',
    entry: 'src/app.ts',
    files: {
      'package.json': '{ "type": "module", "imports": { "#tools": "./src/tools.js" } }',
      'src/app.ts': `import { tool } from '#tools';
import { view } from './view.jsx';
function twice(method: (n: number) => number, _context: ClassMethodDecoratorContext) {
  return function (this: unknown, n: number): number { return 2 * method.call(this, n); };
}
class Agent {
  accessor count = 1;
  @twice ${track} run(n: number): number { return n + this.count; }
}
{ using file = { [Symbol.dispose]() { console.log('disposed'); } }; void file; }
console.log(new Agent().run(1), tool(1), view('v'));
`,
      'src/tools.ts': `${track} export function tool(n: number): number { return n; }\n`,
      'src/view.jsx': `const React = { createElement: (tag, _props, child) => tag + child };\n${track} export const view = (text) => <i>{text}</i>;\n`,
    },
    output: `disposed
span Agent.run src/app.ts:8 n=1
span tool src/tools.ts:1 n=1
span view src/view.jsx:2 text=v
4 1 iv
`,
  },
];
