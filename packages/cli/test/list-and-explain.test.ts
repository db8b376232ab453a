import { describe, expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { bud } from './bud.ts';

const files = {
  'src/agent.ts': `/** @track type=agent */
export class Agent {
  async run(goal: string, apiKey: string) { return goal; }
  // @track off
  helper() {}
}
`,
  'src/tools.ts': 'export const tools = { /* @track type=tool name="look up" */ find(id: string) { return id; } };\n',
  '.gitignore': 'dist\n',
  'dist/agent.js': '/** @track */ export function built() {}\n',
  'emitted.js': '/** @track */ export function emitted() {}\n//# sourceMappingURL=emitted.js.map\n',
  'emitted.js.map': '{"version":3,"sources":["a.ts"],"mappings":"","names":[]}',
};

/** A rule that reaches nothing of `src/main.js`. */
const otherRule = {
  'src/main.js': '/** @track */ export function main() {}\n',
  'bud.track.config.json': '{ "rules": [{ "files": "src/agents/**", "type": "agent" }] }',
  '.gitignore': 'src\n',
  '.git/HEAD': '',
};

test.each([
  ['a list', ['list', 'src/main.js']],
  ['an explanation', ['explain', 'src/main.js']],
  ['a file that is instrumented', ['instrument', 'src/main.js']],
])('%s of a part of the project misses no rule', async (_name, written) => {
  using project = createProject(otherRule);
  expect(await bud(project.root, written)).toMatchObject({ code: 0, err: '' });
});

describe('bud list', () => {
  test('prints the functions of all sources', async () => {
    using project = createProject(files);
    const { code, out, err } = await bud(project.root, ['list']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`FUNCTION              TYPE   LOCATION           SHAPE     HOSTS
Agent.run             agent  src/agent.ts:3:9   re-enter  esbuild, and Vite before 8: enclose
tools.find (look up)  tool   src/tools.ts:1:62  enclose
`);
  });

  test.each([
    ['a .gitignore above, in and below the folder', ['.']],
    ['one in a folder that is named', ['packages/app']],
  ])('leaves out what builds write: %s', async (_name, paths) => {
    const built = '/** @track */ export function built() {}\n';
    using project = createProject({
      '.gitignore': 'dist\n/generated.js\n',
      'packages/app/.gitignore': 'out/\n*.gen.ts\n!kept.gen.ts\n',
      'packages/app/generated.js': '/** @track */ export function anchored() {}\n',
      'packages/app/dist/a.js': built,
      'packages/app/out/a.js': built,
      'packages/app/src/a.gen.ts': built,
      'packages/app/src/kept.gen.ts': '/** @track */ export function kept() {}\n',
      'packages/app/src/.gitignore': 'more.ts\n',
      'packages/app/src/more.ts': built,
      'packages/out/a.js': '/** @track */ export function elsewhere() {}\n',
    });
    const { code, out } = await bud(project.root, ['list', ...paths, '--json']);
    expect(code).toBe(0);
    const { functions } = JSON.parse(out) as { readonly functions: readonly { readonly name: string }[] };
    const all = ['anchored', 'kept', 'elsewhere'];
    expect(functions.map(({ name }) => name)).toEqual(paths[0] === '.' ? all : all.slice(0, 2));
  });

  test('prints sites as JSON', async () => {
    using project = createProject(files);
    const { out } = await bud(project.root, ['list', 'src/agent.ts', '--json']);
    expect(JSON.parse(out)).toEqual({
      functions: [
        {
          name: 'Agent.run',
          runs: 'async',
          function: 'Agent.run',
          file: 'src/agent.ts',
          line: 3,
          column: 9,
          inputs: ['goal'],
          secrets: ['apiKey'],
          type: 'agent',
          shape: 're-enter',
          reason: 'calls-itself-by-class',
          hosts: ['esbuild, and Vite before 8: enclose'],
        },
      ],
    });
  });

  test('shows the functions of a type', async () => {
    const text = '/** @track type=llm name="ask it" */ function a() {}\n/** @track type=tool */ function b() {}\n';
    using project = createProject({ 'a.js': `${text}/** @track */ function c() {}\n` });
    const rows = async (...flags: readonly string[]): Promise<readonly string[]> =>
      (await bud(project.root, ['list', ...flags])).out
        .split('\n')
        .slice(1, -1)
        .map((row) => row.split(/ {2,}/)[0] ?? '');
    expect(await rows('--type', 'llm')).toEqual(['a (ask it)']);
    expect(await rows('--type=llm,tool')).toEqual(['a (ask it)', 'b']);
    expect(await rows()).toEqual(['a (ask it)', 'b', 'c']);
  });

  test.each([
    ['lmm', 'llm'],
    ['agnet', 'agent'],
    ['Tool', 'tool'],
    ['revew', 'review'],
  ])('asked for the type %j, offers %j', async (type, meant) => {
    using project = createProject({ ...files, 'src/review.js': '/** @track type=review */ function a() {}\n' });
    const { code, out, err } = await bud(project.root, ['list', '--type', `${type},agent`]);
    expect(code).toBe(1);
    expect(out).toContain('Agent.run');
    expect(err).toContain(
      `--type selects the type "${type}", which no function has. Did you mean \`--type ${meant}\`?`,
    );
  });

  test.each(['llm', 'chain,agent', 'invoices'])('takes %j for a type that only other projects have', async (type) => {
    using project = createProject(files);
    expect(await bud(project.root, ['list', '--type', type])).toMatchObject({ code: 0, err: '' });
  });

  test('misses a rule where it is shown the whole project', async () => {
    using project = createProject(otherRule);
    expect((await bud(project.root, ['list'])).err).toContain('BUD201');
  });

  test('tells problems and exits with 1', async () => {
    using project = createProject({ 'src/a.ts': '// @track\n' });
    const { code, out, err } = await bud(project.root, ['list']);
    expect({ code, out }).toEqual({ code: 1, out: 'No function is tracked.\n' });
    expect(err).toContain('BUD101 src/a.ts:1:4');
  });
});

describe('bud explain', () => {
  test('shows marks, functions with reasons, and the emitted code', async () => {
    using project = createProject(files);
    const { code, out, err } = await bud(project.root, ['explain', 'src/agent.ts']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const text of [
      '1:5  @track type=agent  → class Agent',
      '4:6  @track off  → function Agent.helper',
      '3:9  Agent.run (async)\n    re-enter, because its class keeps the method in a private static',
      'span "Agent.run", type agent; records goal, the result; redacts apiKey',
      'not tracked, because a mark or a rule says `off`',
      '  +export class Agent { static #__bud_Agent_run',
      '  -export class Agent {\n',
    ]) {
      expect(out).toContain(text);
    }
  });

  test.each([
    ['// @track-file off\n/** @track */ export function a() {}\n', 'the file says `@track-file off`'],
    ['export const a = 1;\n', 'no mark or rule asks for it'],
  ])('says why nothing is tracked in %j', async (text, why) => {
    using project = createProject({ 'a.js': text });
    expect((await bud(project.root, ['explain', 'a.js'])).out).toContain(`Nothing is tracked: ${why}.`);
  });

  test('names the rules that ask', async () => {
    const rules = '{ "rules": [{ "functions": "nope*" }, { "functions": "a" }] }';
    using project = createProject({ 'a.js': 'export function a() {}\n', 'bud.track.config.json': rules });
    expect((await bud(project.root, ['explain', 'a.js'])).out).toContain('a (sync), asked for by rules[1]');
  });

  test.each([[['explain']], [['explain', 'src']], [['explain', '.gitignore']]])('%j is bad input', async (written) => {
    using project = createProject(files);
    expect(await bud(project.root, written)).toMatchObject({ code: 2, out: '' });
  });
});
