import { files } from './platform/host.ts';
import { builtInActions } from './runner/actions.ts';
import { readFlowDocument } from './runner/read-document.ts';
import { runDocument, type FlowResult, type RunDocumentOptions } from './runner/run-document.ts';

export type { FlowAction, FlowFiles, FlowServices, ModelAnswer, ModelQuestion, NodeFlow } from './runner/action.ts';
export type { FlowDocument, FlowDocumentNode } from './runner/document.ts';
export type { FlowState } from './runner/placeholders.ts';
export type { FlowResult, RunDocumentOptions } from './runner/run-document.ts';

/** How a workflow is read and run. */
export interface RunFlowOptions extends RunDocumentOptions {
  /** How the text is called in messages; `flow.yaml` when absent. */
  readonly file?: string;
}

/**
 * Runs a workflow in YAML or JSON: each node as soon as what it needs is done, with an entry, and an exit or an error, in the
 * flow log. It needs nothing that follows a program across its awaits, and so does the same on every runtime. Rejects with a
 * `TypeError` that names line and column of every mistake, or with the failure of a node that no other node looks at.
 *
 * @example
 * import { configureFlow, query } from '@bud/flow';
 * import { runFlow } from '@bud/flow/runner';
 *
 * configureFlow({ enabled: true });
 * const document = `
 * name: greet
 * state: { text: '{"name":"Ada"}' }
 * nodes:
 *   - { id: read, uses: json.parse, with: { text: '{{ state.text }}' }, store: person }
 *   - { id: ask, uses: llm.call, with: { prompt: 'Greet {{ state.person.name }}' }, store: answer }
 * `;
 * const { flowId, state } = await runFlow(document, { llm: ({ prompt }) => ({ text: `${prompt}!`, outputTokens: 3 }) });
 * state['answer']; // 'Greet Ada!'
 * query(flowId, { type: 'exit' }).map(({ node }) => node); // ['json.parse', 'llm.call', 'flow.greet']
 */
export async function runFlow(text: string, options: RunFlowOptions = {}): Promise<FlowResult> {
  const { file = 'flow.yaml', ...rest } = options;
  const actions = [...Object.keys(builtInActions), ...Object.keys(options.actions ?? {})];
  return await runDocument(readFlowDocument(text, file, actions), rest);
}

/**
 * The same from a file. Throws what the file system throws as well.
 *
 * @example
 * import { runFlowFile } from '@bud/flow/runner';
 * import { writeFileSync } from 'node:fs';
 *
 * writeFileSync('pick.yaml', 'name: pick\nnodes: [{ id: a, uses: json.pick, with: { value: { b: 1 }, path: b }, store: found }]');
 * (await runFlowFile('pick.yaml')).state['found']; // 1
 */
export async function runFlowFile(path: string, options: RunDocumentOptions = {}): Promise<FlowResult> {
  return await runFlow(files(`to read ${path} from`).readFileSync(path, 'utf8'), { ...options, file: path });
}
