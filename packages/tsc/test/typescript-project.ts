import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { vi } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';

await install('test/hosts');
const require = createRequire(new URL('../../../test/hosts/', import.meta.url));
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** TypeScript as users run it: ts-patch's `tspc`, which patches the TypeScript it is pointed at. */
export interface Tspc {
  readonly name: string;
  readonly patch: string;
  readonly typescript: string;
}

export const latest: Tspc = {
  name: 'TypeScript 6.0',
  patch: folderOf('ts-patch-4'),
  typescript: folderOf('typescript'),
};

export const compilers: readonly Tspc[] = [
  latest,
  { name: 'TypeScript 5.9', patch: folderOf('ts-patch'), typescript: folderOf('typescript-5.9') },
];

interface ProjectSettings {
  readonly compilerOptions?: object;
  /** `null`: without the plugin. */
  readonly plugin?: object | null;
}

/** A project of a user with `tsconfig.json`, sources in `src` and output in `out`. */
export function createTypeScriptProject(
  files: Readonly<Record<string, string>>,
  settings: ProjectSettings = {},
): Project {
  const project = createProject({ 'package.json': '{ "private": true, "type": "module" }', ...files });
  symlinkSync(packageFolder, join(project.root, 'node_modules/@bud/tsc'), 'junction');
  configure(project, settings);
  return project;
}

export function configure(project: Project, { compilerOptions = {}, plugin = {} }: ProjectSettings): void {
  const plugins = plugin === null ? {} : { plugins: [{ transform: '@bud/tsc', ...plugin }] };
  const options = {
    target: 'ES2022',
    module: 'NodeNext',
    rootDir: 'src',
    outDir: 'out',
    strict: true,
    // Reading the types of browsers takes TypeScript longer than all the rest of a small program.
    lib: ['ES2022'],
    types: [],
    skipLibCheck: true,
    ...compilerOptions,
    ...plugins,
  };
  project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }, null, 2) });
}

export interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

// What is printed is compared: the suite's own environment asks for colors, and TypeScript takes `0` for such a wish.
const uncolored = { FORCE_COLOR: undefined };

/** What an editor shows for a file, asked of the language server. */
export function shownInEditor({ root }: Project, compiler: Tspc, file: string): readonly string[] {
  const path = join(root, file);
  const input = ['open', 'semanticDiagnosticsSync']
    .map((command, seq) => JSON.stringify({ seq, type: 'request', command, arguments: { file: path } }))
    .join('\n');
  const server = join(compiler.patch, 'compiler/tsserver.js');
  const env = environmentOf(compiler);
  const { stdout } = spawnSync(process.execPath, [server], { cwd: root, encoding: 'utf8', env, input: `${input}\n` });
  const answer = stdout.split('\n').find((line) => line.includes('"command":"semanticDiagnosticsSync"')) ?? '';
  // Proof of the cast: it is the protocol of TypeScript's server.
  const { body } = JSON.parse(answer) as { readonly body: readonly ShownDiagnostic[] };
  return body.map(({ start, category, text }) => `${start.line}:${start.offset} ${category} ${text}`);
}

interface ShownDiagnostic {
  readonly start: { readonly line: number; readonly offset: number };
  readonly category: string;
  readonly text: string;
}

/** What the compiler has that its declarations leave out: the command line, which `tspc` is. */
interface CommandLine {
  executeCommandLine(system: ts.System, onProgram: () => void, args: readonly string[]): void;
}

/**
 * Does what {@link tspc} of the latest TypeScript does, in this process: loading the compiler takes many times as long as
 * compiling two lines. That a process of its own does the same, other tests show.
 */
export function compile({ root }: Project, args: readonly string[] = []): Run {
  // Proof of the cast: TypeScript's own `tsc.js` calls the function so.
  const { sys, executeCommandLine } = require('ts-patch-4/compiler') as typeof ts & CommandLine;
  const own = { ...sys };
  const printed: string[] = [];
  let exitCode: number | null = null;
  Object.assign(sys, {
    getCurrentDirectory: () => root,
    getExecutingFilePath: () => join(dirname(own.getExecutingFilePath()), 'tsc.js'),
    write: (text) => printed.push(text),
    writeOutputIsTTY: () => false,
    exit: (code) => (exitCode ??= code ?? 0),
  } satisfies Partial<ts.System>);
  vi.stubEnv('FORCE_COLOR', undefined);
  try {
    executeCommandLine(sys, () => {}, args);
  } finally {
    Object.assign(sys, own);
    vi.unstubAllEnvs();
  }
  return { exitCode, output: printed.join('') };
}

/** Runs `tspc` in the project's folder. */
export function tspc(project: Project, compiler: Tspc, args: readonly string[] = [], selection = 'on'): Run {
  return node(project, [join(compiler.patch, 'bin/tspc.js'), ...args], environmentOf(compiler, selection));
}

export function environmentOf({ typescript }: Tspc, selection = 'on'): NodeJS.ProcessEnv {
  return { ...process.env, ...uncolored, TSP_COMPILER_TS_PATH: typescript, BUD_TRACK: selection };
}

/** Runs Node in the project's folder; gives what it printed. */
export function node({ root }: Project, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...uncolored, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { exitCode: status, output: `${stdout}${stderr}` };
}
