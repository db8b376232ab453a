/** What begins when LangChain says that a run does. */
import { withoutUndefined } from '@bud/value';
import type { Attributes } from '@opentelemetry/api';
import * as names from '../../convention/names.ts';
import { list, plain, string } from '../../format/plain.ts';
import { asJson } from '../../model/content.ts';
import type { RunStart } from '../run.ts';
import { argumentsOf, stateMessages, modelAttributes } from './said.ts';

/** A call to a model; `extra` and `metadata` are what handlers are given besides. */
export function modelStart(
  operation: 'chat' | 'text_completion',
  extra: unknown,
  metadata: unknown,
  content: () => Attributes,
): RunStart {
  const attributes: Attributes = { [names.OPERATION]: operation, ...modelAttributes(extra, metadata) };
  const model = attributes[names.REQUEST_MODEL];
  return { name: model === undefined ? operation : `${operation} ${String(model)}`, type: 'llm', attributes, content };
}

interface ChainRun {
  /** As LangChain serializes it. */
  readonly chain: unknown;
  readonly inputs: unknown;
  readonly tags: unknown;
  readonly metadata: unknown;
  readonly runName: unknown;
}

/** Graphs and executors of agents are agents, the rest are chains; undefined for what nobody wants to see. */
export function chainStart(
  { chain, inputs, tags, metadata, runName }: ChainRun,
  chains: boolean,
): RunStart | undefined {
  const name = nameOf(chain, runName);
  const content = (): Attributes => stateMessages(inputs, 'input');
  if (isAgent(chain)) {
    const conversation = string(plain(metadata)['thread_id']);
    const attributes = withoutUndefined<Attributes>({
      [names.OPERATION]: 'invoke_agent',
      [names.AGENT_NAME]: name,
      [names.CONVERSATION]: conversation,
    });
    return { name: `invoke_agent ${name}`, type: 'agent', attributes, content };
  }
  // LangGraph marks its own machinery like this.
  if (!chains || list(tags).includes('langsmith:hidden')) return undefined;
  return { name, type: 'chain', attributes: {} };
}

export function toolStart(
  tool: unknown,
  runName: unknown,
  { input, callId }: { readonly input: unknown; readonly callId: unknown },
): RunStart {
  const name = nameOf(tool, runName);
  const attributes = withoutUndefined<Attributes>({
    [names.OPERATION]: 'execute_tool',
    [names.TOOL_NAME]: name,
    [names.TOOL_CALL_ID]: string(callId),
  });
  return { name: `execute_tool ${name}`, type: 'tool', attributes, content: () => argumentsOf(input) };
}

export function retrieverStart(retriever: unknown, runName: unknown, query: unknown): RunStart {
  const name = nameOf(retriever, runName);
  return {
    name: `retrieval ${name}`,
    type: 'retriever',
    attributes: { [names.OPERATION]: 'retrieval', [names.DATA_SOURCE]: name },
    content: () => ({ [names.RETRIEVAL_QUERY]: asJson(query) }),
  };
}

/** The name that the program has given, or that of the class. */
function nameOf(serialized: unknown, runName: unknown): string {
  const { name, id } = plain(serialized);
  return string(runName) ?? string(name) ?? string(list(id).at(-1)) ?? 'run';
}

/** `langgraph.pregel.CompiledStateGraph`, `langchain.agents.executor.AgentExecutor` */
function isAgent(serialized: unknown): boolean {
  const id = list(plain(serialized)['id']);
  return (id[0] === 'langgraph' && id[1] === 'pregel') || id.at(-1) === 'AgentExecutor';
}
