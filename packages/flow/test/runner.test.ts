import { configureFlow, getFlowLog, readFlow } from '@bud/flow';
import { runFlow, runFlowFile } from '@bud/flow/runner';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { story } from './schema.ts';

test.each([
  ['a wrong node', 'name: a\nnodes:\n  - id: x\n    uses: json.pars\n    need: [y]\n'],
  ['a node below', 'name: a\nnodes:\n  - { id: x, uses: json.write, needs: [y] }\n  - { id: x, uses: json.write }\n'],
  ['a placeholder', 'name: a\nnodes:\n  - { id: x, uses: json.write, with: { value: "{{ env.HOME }}" } }\n'],
  ['no nodes', 'name: 3\nstate: no\nsteps: []\n'],
])('%s in a workflow is told with line and column', async (name, text) => {
  const message = await runFlow(text).catch(String);
  await expect(
    `${text}\n${JSON.stringify(message)
      .slice(1, -1)
      .replaceAll(String.raw`\n`, '\n')}\n`,
  ).toMatchFileSnapshot(`mistakes/workflow-${name.replaceAll(' ', '-')}.txt`);
});

test('a failure that no node looks at is the failure of the workflow', async () => {
  const text =
    'name: a\nnodes:\n  - { id: x, uses: json.parse, with: { text: "{" } }\n  - { id: y, uses: json.write }\n';
  const { stop } = configureFlow({ enabled: true });
  await expect(runFlow(text, { id: '42' })).rejects.toThrow(SyntaxError);
  expect(story(getFlowLog('42')?.events)).toEqual([
    'entry flow.a',
    'entry json.parse',
    'metric json.parse',
    'error json.parse',
    'error flow.a',
  ]);
  stop();
  await expect(runFlow('name: a\nnodes: [{ id: x, uses: llm.call, with: { prompt: hi } }]')).rejects.toThrow(
    '`llm.call` needs a model',
  );
});

test('actions of a program’s own, an abort, files of the machine, and logs by action', async () => {
  using project = createProject({ 'in.txt': 'text' });
  const text = `
name: own
state: { folder: ${JSON.stringify(project.root)} }
nodes:
  - { id: read, uses: file.read, with: { path: '{{ state.folder }}/in.txt' }, store: text }
  - { id: shout, uses: text.shout, with: { text: '{{ state.text }}' }, store: loud }
  - { id: write, uses: file.write, with: { path: '{{ state.folder }}/out/flow.txt', text: '{{ state.loud }}' } }
  - { id: log, uses: obs.get_flow_log, store: log }
  - { id: export, uses: obs.export, with: { path: '{{ state.folder }}/own.jsonl', format: jsonl } }
`;
  const { stop } = configureFlow({ enabled: true });
  const actions = { 'text.shout': ({ text: said }: Readonly<Record<string, unknown>>) => String(said).toUpperCase() };
  const path = `${project.root}/own.yaml`;
  project.write({ 'own.yaml': text });
  const { state, flowId } = await runFlowFile(path, { actions });
  expect(state).toMatchObject({ text: 'text', loud: 'TEXT', flow_id: flowId, errors: {} });
  expect(state['log']).toMatchObject({ flow_id: flowId, totals: { errors: 0 } });
  expect(readFlow(`${project.root}/own.jsonl`).events.at(-1)).toMatchObject({
    node: 'obs.export',
    event_type: 'entry',
  });
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(runFlow(text, { actions, signal: aborted })).rejects.toThrow('enough');
  stop();
});

test('a node looks at the failure of another by its whole name', async () => {
  const text = `name: a
nodes:
  - { id: x, uses: json.parse, with: { text: "{" } }
  - { id: y, uses: json.write, needs: [], if: "{{ state.errors.xy }}" }
`;
  await expect(runFlow(text)).rejects.toThrow(SyntaxError);
  await expect(runFlow(text.replace('errors.xy', 'errors.x.message'))).resolves.toBeDefined();
});
