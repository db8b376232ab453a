import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';

await install('test/hosts');
const require = createRequire(new URL('../../../test/hosts/', import.meta.url));
const jest = join(require.resolve('jest/package.json'), '../bin/jest.js');
const packageFolder = fileURLToPath(new URL('..', import.meta.url));

const files = {
  'src/ask.ts': `import { prompt } from './prompt';
export enum Mode { Fast, Slow }
/** @track type=llm */
export function ask(question: string, mode: Mode = Mode.Fast): string {
  if (mode === Mode.Slow) throw new Error('too slow');
  return prompt(question);
}
`,
  'src/prompt.ts': `export const prompt = (text: string): string => 'real ' + text;\n`,
  'src/ask.test.ts': `import { ask, Mode } from './ask';
import { prompt } from './prompt';
jest.mock('./prompt', () => ({ prompt: (text: string) => 'mocked ' + text }));
test('is tracked, mocked, and keeps its lines', async () => {
  expect(ask('q')).toBe('mocked q');
  expect(prompt('p')).toBe('mocked p');
  expect(ask.toString().includes('__bud')).toBe(process.env.BUD_TRACK !== 'off');
  expect((await import('./prompt')).prompt('i')).toBe('mocked i');
  try { ask('q', Mode.Slow); } catch (error) { console.log((error as Error).stack!.split('\\n')[1]!.trim()); }
});
`,
  'module/ask.test.ts': `import { expect, test } from '@jest/globals';
import { ask, Mode } from '../src/ask.ts';
const { prompt } = await import('../src/prompt');
test('is tracked in an ECMAScript module', () => {
  expect(ask('q')).toBe('real q');
  expect(prompt('p')).toBe('real p');
  expect(import.meta.url).toContain('ask.test.ts');
  expect(ask.toString().includes('__bud')).toBe(process.env.BUD_TRACK !== 'off');
  try { ask('q', Mode.Slow); } catch (error) { console.log((error as Error).stack!.split('\\n')[1]!.trim()); }
});
`,
};

function createJestProject(isModule: boolean, options: object): Project {
  const config = {
    testMatch: [isModule ? '**/module/*.test.ts' : '**/src/*.test.ts'],
    transform: { '^.+\\.[jt]sx?$': ['@bud/swc/jest', options] },
    extensionsToTreatAsEsm: isModule ? ['.ts'] : [],
    cacheDirectory: './cache',
  };
  const project = createProject({ ...files, 'jest.config.json': JSON.stringify(config) });
  symlinkSync(packageFolder, join(project.root, 'node_modules/@bud/swc'), 'junction');
  return project;
}

interface Ran {
  readonly text: string;
  readonly status: number;
}

function runJest({ root }: Project, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '-i', '--colors=false'];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      flags,
      { cwd: root, env: { PATH: process.env['PATH'], ...env } },
      (error, stdout, stderr) => resolve({ text: stdout + stderr, status: Number(error?.code ?? 0) }),
    );
  });
}

describe.each([{ isModule: false }, { isModule: true }])('ECMAScript modules $isModule', ({ isModule }) => {
  test('Jest runs tracked TypeScript', async () => {
    using project = createJestProject(isModule, { track: { strict: true } });
    const { text, status } = await runJest(project);
    expect(text).toContain('1 passed');
    expect(status).toBe(0);
    // Jest has its own idea of columns, with and without marks.
    const placeIn = (printed: string): string | undefined => /src\/ask\.ts:\d+:\d+/.exec(printed)?.[0];
    expect(placeIn(text)).toMatch(/^src\/ask\.ts:5:/);
    expect(placeIn(text)).toBe(placeIn((await runJest(project, { BUD_TRACK: 'off' })).text));
  });
});

test('the cache knows options, BUD_TRACK and the configuration file', async () => {
  using project = createJestProject(false, {});
  expect((await runJest(project)).text).toContain('1 passed');
  expect((await runJest(project, { BUD_TRACK: 'off' })).text).toContain('1 passed');
  project.write({ 'bud.track.config.json': '{ "exclude": "src/ask.ts" }' });
  expect((await runJest(project)).text).toContain('1 failed');
});

test('problems are said; strict, they fail the test file', async () => {
  const mistake = {
    'src/prompt.ts': `/** @track typ=llm */ export const prompt = (text: string): string => 'real ' + text;\n`,
  };
  using project = createJestProject(true, {});
  project.write(mistake);
  expect((await runJest(project)).text).toContain('unknown key "typ" in @track. Did you mean "type"?');
  using strict = createJestProject(true, { track: { strict: true } });
  strict.write(mistake);
  const { text, status } = await runJest(strict);
  expect(text).toContain('BUD104 src/prompt.ts:1:12');
  expect(status).toBe(1);
});
