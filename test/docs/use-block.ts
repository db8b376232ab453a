import { resolveOptions, type InstrumentOptions } from '@bud/transform';
import ts from 'typescript';
import { expect } from 'vitest';

import type { Block } from './document.ts';
import { ReaderProject } from './project.ts';

/** Executes a block that stands for itself, as what it is. */
export async function useBlock({ language, text, file = '' }: Block): Promise<void> {
  if (/^(?:vite|bud\.track)\.config\./.test(file)) return await buildWith({ [file]: text });
  if (language === 'json' || language === 'jsonc') return await useJson(text);
  await runProgram(language, text);
}

/** The packages that a program imports. */
export function importedPackages(text: string): readonly string[] {
  const names = [...text.matchAll(/(?:from |import |import\()'((?:@[^/']+\/)?[^./@'][^/']*)/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:'));
}

/** Runs a program with its marks, of which none may have a problem. */
async function runProgram(language: string, text: string): Promise<void> {
  await inProject({ [`main.${language}`]: text, 'bud.track.config.json': '{ "strict": true }' }, async (project) => {
    await project.install('@bud/swc', '@swc/core', '@bud/runtime', ...importedPackages(text));
    // Blocks that show options need not set up OpenTelemetry; outside production that would be said.
    const { stderr } = await project.run(`NODE_ENV=production node --import @bud/swc/register main.${language}`);
    expect(stderr).toBe('');
  });
}

/** Builds a program that every rule of the documentation reaches something of; nothing may be wrong, and it is tracked. */
async function buildWith(files: Readonly<Record<string, string>>): Promise<void> {
  const program = {
    'src/main.ts':
      "/** @track */ export function main() {}\nexport { Agent } from './agents/agent.ts';\nexport { search } from './tools/search.ts';",
    'src/agents/agent.ts': 'export class Agent {\n  run() {\n    return 1;\n  }\n}',
    'src/tools/search.ts': 'export const search = (query: string) => query;',
    'vite.config.ts': "import budTrack from '@bud/unplugin/vite';\nexport default { plugins: [budTrack()] };",
  };
  await inProject({ ...program, ...files }, async (project) => {
    await project.install('@bud/runtime', '@bud/unplugin', 'vite');
    const { stderr } = await project.run('npx vite build --ssr src/main.ts --minify false');
    expect(stderr).toBe('');
    const { stdout } = await project.run('cat dist/main.js');
    expect(stdout).toContain('__bud');
  });
}

async function useJson(text: string): Promise<void> {
  const { config, error } = ts.parseConfigFileTextToJson('block.json', text);
  expect(error).toBeUndefined();
  // Proof of the cast: the assertion above; what the options are is checked where they are resolved.
  const { budTrack } = config as { readonly budTrack?: InstrumentOptions };
  if (budTrack === undefined) return;
  resolveOptions(budTrack);
  await buildWith({ 'package.json': JSON.stringify({ type: 'module', budTrack }) });
}

async function inProject(files: Readonly<Record<string, string>>, use: (project: ReaderProject) => Promise<void>) {
  const project = new ReaderProject(files);
  try {
    await use(project);
  } finally {
    project.remove();
  }
}
