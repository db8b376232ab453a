import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProject, type Project } from '../hosts/project.ts';
import type { Node } from './nodes.ts';

const packageFolder = fileURLToPath(new URL('../../packages/swc', import.meta.url));
const printSpans = new URL('print-spans.mjs', import.meta.url).href;

/** A project that has the loader installed. */
export function createLoaderProject(files: Readonly<Record<string, string>>, hasRuntime = true): Project {
  const project = createProject(files, { hasRuntime });
  mkdirSync(join(project.root, 'node_modules/@bud'), { recursive: true });
  symlinkSync(packageFolder, join(project.root, 'node_modules/@bud/swc'), 'junction');
  return project;
}

export interface Ran {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

/** Runs a program of the project under the loader; spans are lines of its output. */
export function runProgram(
  node: Node,
  project: Project,
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return runLoader(node, project, ['--import', printSpans, program], env);
}

/** Runs Node under the loader with these arguments. */
export function runLoader(
  { path }: Node,
  { root }: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const child = spawn(path, ['--import', '@bud/swc/register', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
  });
  const text = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (text.output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (text.errors += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...text, status }));
  });
}
