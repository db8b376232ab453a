import type { Site } from '@bud/value';
import * as names from '../convention/names.ts';

/** What a mark's type means to OpenTelemetry. */
export interface Operation {
  /** `gen_ai.operation.name`; 1.41 has none for chains. */
  readonly name?: string;
  /** The attribute that has the name of what the function is: the one its mark gives, else one from its own. */
  readonly named?: { readonly attribute: string; readonly name: (fn: string) => string };
  /** Whether a call of it may be the call of a model itself. */
  readonly infers: boolean;
  /** Whether its values are what a policy of content is about. */
  readonly hasContent: boolean;
}

/** `Agent.answer` → `Agent`: an agent is the class, where there is one. */
function ownerOf(fn: string): string {
  return fn.split('.', 1)[0] ?? fn;
}

/** `Tools.#search` → `search`: models know tools by a single word. */
function ownNameOf(fn: string): string {
  return fn.slice(fn.lastIndexOf('.') + 1).replace(/^#/, '');
}

/** By the type of a mark. Source: OpenTelemetry semantic conventions 1.41, gen_ai.operation.name */
const operations: Readonly<Record<string, Operation>> = {
  llm: { name: 'chat', infers: true, hasContent: true },
  embedding: { name: 'embeddings', infers: true, hasContent: true },
  retriever: { name: 'retrieval', infers: false, hasContent: true },
  tool: {
    name: 'execute_tool',
    named: { attribute: names.TOOL_NAME, name: ownNameOf },
    infers: false,
    hasContent: false,
  },
  agent: {
    name: 'invoke_agent',
    named: { attribute: names.AGENT_NAME, name: ownerOf },
    infers: false,
    hasContent: true,
  },
};

const none: Operation = { infers: false, hasContent: false };

export function operationOf({ type = '' }: Site): Operation {
  return Object.hasOwn(operations, type) ? (operations[type] ?? none) : none;
}
