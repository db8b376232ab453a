import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';

const server = createRequire(import.meta.url).resolve('typescript/lib/tsserver.js');

const agent = `/**
 * Asks the model.
 * @track type=llm message="Asking {question}"
 */
export async function ask(question: string, apiKey: string): Promise<string> { return question + apiKey.length; }
export class Agent {
  /** @track  */
  run(goal: string, { depth = 1 }: { depth?: number } = {}): string { return goal + depth; }
  // @track type= kind= ignore=a,
  async plan(goal: string, steps: number): Promise<number> { return steps + goal.length; }
}
/** @track typ=tool */
export const search = (query: string): string => query;
/** Says nothing of tracking.  */
export const untracked = (query: string): string => query;
`;
const main = `import { Agent, ask, untracked } from './agent';
export const all = [ask('a', 'b'), new Agent().run('c'), untracked('d')];
`;

function createEdited(plugin: object = {}): Project {
  return createProject({
    'src/agent.ts': agent,
    'src/main.ts': main,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        lib: ['ES2022'],
        types: [],
        plugins: [{ name: '@bud/tsc', ...plugin }],
      },
      include: ['src'],
    }),
  });
}

/** Where a string of a file ends, as the server counts. */
function endOf(text: string, part: string): { readonly line: number; readonly offset: number } {
  const before = text.slice(0, text.indexOf(part) + part.length).split('\n');
  return { line: before.length, offset: (before.at(-1) ?? '').length + 1 };
}

interface Answer {
  readonly type: string;
  readonly request_seq: number;
  readonly body?: unknown;
}

/** What TypeScript's language server answers to requests about a file, in their order. */
function ask(
  project: Project,
  file: string,
  requests: readonly (readonly [command: string, at?: object])[],
): readonly unknown[] {
  const path = join(project.root, file);
  const sent = [['open'] as const, ...requests].map(([command, at], seq) =>
    JSON.stringify({ seq, type: 'request', command, arguments: { file: path, ...at } }),
  );
  const { stdout } = spawnSync(process.execPath, [server], {
    cwd: project.root,
    encoding: 'utf8',
    input: `${sent.join('\n')}\n`,
  });
  const answers = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Answer) // the protocol of TypeScript's server
    .filter(({ type }) => type === 'response');
  return requests.map((_, index) => answers.find((answer) => answer.request_seq === index + 1)?.body);
}

const namesOf = (body: unknown): readonly string[] =>
  (body as { entries: { name: string }[] } | undefined)?.entries.map(({ name }) => name) ?? [];

test('the language server shows problems, as errors when strict', { timeout: 60_000 }, () => {
  for (const [plugin, category] of [
    [{}, 'warning'],
    [{ strict: true }, 'error'],
  ] as const) {
    using project = createEdited(plugin);
    const [body] = ask(project, 'src/agent.ts', [['semanticDiagnosticsSync']]);
    expect(body).toContainEqual(
      expect.objectContaining({
        start: { line: 12, offset: 12 },
        category,
        code: 104,
        text: expect.stringContaining('unknown key "typ"'),
      }),
    );
  }
});

test('options that cannot be used are a problem of every file', { timeout: 60_000 }, () => {
  using project = createEdited({ captureInptu: false });
  const [body] = ask(project, 'src/main.ts', [['semanticDiagnosticsSync']]);
  expect(body).toMatchObject([
    { code: 204, category: 'error', text: expect.stringContaining('did you mean "captureInput"') },
  ]);
});

test('a mark, and a name wherever it stands, say what is recorded', { timeout: 60_000 }, () => {
  using project = createEdited();
  const [mark, declared] = ask(project, 'src/agent.ts', [
    ['quickinfo', endOf(agent, '@track type=llm')],
    ['quickinfo', endOf(agent, 'function ask')],
  ]);
  const asked = 'Tracked: span "ask", type llm; records question, the result; redacts apiKey.';
  expect(mark).toMatchObject({ documentation: asked });
  expect(declared).toMatchObject({ documentation: `Asks the model.\n\n${asked}` });
  const [used, method, plain] = ask(project, 'src/main.ts', [
    ['quickinfo', endOf(main, '[as')],
    ['quickinfo', endOf(main, ').ru')],
    ['quickinfo', endOf(main, ', untrack')],
  ]);
  expect(used).toMatchObject({ documentation: `Asks the model.\n\n${asked}` });
  expect(method).toMatchObject({ documentation: 'Tracked: span "Agent.run"; records goal, depth, the result.' });
  expect(plain).toMatchObject({ documentation: 'Says nothing of tracking.' });
});

test('a mark completes its keys and their values', { timeout: 60_000 }, () => {
  using project = createEdited();
  const bodies = ask(project, 'src/agent.ts', [
    ['completionInfo', endOf(agent, '/** @track ')],
    ['completionInfo', endOf(agent, 'type=llm ')],
    ['completionInfo', endOf(agent, '// @track type=')],
    ['completionInfo', endOf(agent, 'kind=')],
    ['completionInfo', endOf(agent, 'ignore=a,')],
    ['completionInfo', endOf(agent, 'Says nothing of ')],
  ]);
  const [keys, others, types, kinds, parameters, prose] = bodies.map(namesOf);
  expect(keys).toEqual(expect.arrayContaining(['name', 'type', 'ignore', 'captureOutput', 'newTrace']));
  expect(others).toContain('level');
  expect(others).not.toContain('type');
  expect(types).toEqual(['llm', 'tool', 'agent', 'chain', 'retriever', 'embedding']);
  expect(kinds).toEqual(['internal', 'client', 'server', 'producer', 'consumer']);
  expect(parameters).toEqual(['goal', 'steps']);
  expect(prose).not.toContain('captureOutput');
});
