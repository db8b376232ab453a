/**
 * What holds for all calls to models below a function, carried by OpenTelemetry's context, whichever SDK there is:
 *
 *   withPrompt, withConversation ─▶ Inherited ─▶ model/, mark/, framework/   on the spans that it is about
 *   an agent begins              ─┘
 */
import { context as contexts, createContextKey, type Attributes, type Context } from '@opentelemetry/api';
import { withoutUndefined } from '@bud/value';
import * as names from '../convention/names.ts';

/** A prompt that is kept somewhere under a name. */
export interface Prompt {
  readonly name: string;
  /** Which one of that name: `3`, `2026-11-01`. */
  readonly version?: string;
  /** What its placeholders were filled with: content, recorded as messages are. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

interface Inherited {
  readonly conversation?: string;
  /** The innermost agent that runs. */
  readonly agent?: string;
  readonly prompt?: Prompt;
}

const key = createContextKey('bud.llm.inherited');

function inheritedIn(context: Context): Inherited {
  // Proof of the cast: the key is known to this file alone.
  return (context.getValue(key) as Inherited | undefined) ?? {};
}

function inheriting(context: Context, more: Inherited): Context {
  return context.setValue(key, { ...inheritedIn(context), ...more });
}

/** The context below an agent. */
export function belowAgent(context: Context, name: unknown): Context {
  return typeof name === 'string' ? inheriting(context, { agent: name }) : context;
}

/** What a span of an agent, a tool, or a retrieval gets. */
export function inheritedAttributes(context: Context): Attributes {
  const { conversation, agent } = inheritedIn(context);
  return withoutUndefined<Attributes>({ [names.CONVERSATION]: conversation, [names.AGENT_NAME]: agent });
}

/** What a span of a call to a model gets. */
export function inheritedByCalls(context: Context): Attributes {
  const { prompt } = inheritedIn(context);
  return withoutUndefined<Attributes>({
    ...inheritedAttributes(context),
    [names.PROMPT_NAME]: prompt?.name,
    [names.PROMPT_VERSION]: prompt?.version,
  });
}

/** What the prompt of a call was filled with. */
export function promptVariables(context: Context): Prompt['variables'] {
  return inheritedIn(context).prompt?.variables;
}

/**
 * Says which prompt the calls to models below `fn` are made with: `gen_ai.prompt.name`, `bud.prompt.version` and, where content
 * is recorded, `bud.prompt.variables`. Gives what `fn` gives.
 *
 * @example
 * import { traceLLM, withPrompt } from '@bud/llm';
 *
 * const prompt = { name: 'garden-advice', version: '3', variables: { city: 'Paris' } };
 * withPrompt(prompt, () => traceLLM({ model: 'small' }, () => 'Water it.')); // 'Water it.'
 */
export function withPrompt<Result>(prompt: Prompt, fn: () => Result): Result {
  return contexts.with(inheriting(contexts.active(), { prompt }), fn);
}

/**
 * Says which conversation the agents, tools, and calls to models below `fn` belong to: `gen_ai.conversation.id`. Gives what `fn`
 * gives.
 *
 * @example
 * import { traceAgent, withConversation } from '@bud/llm';
 *
 * withConversation('chat-17', () => traceAgent({ name: 'gardener' }, () => 'Water it.')); // 'Water it.'
 */
export function withConversation<Result>(id: string, fn: () => Result): Result {
  return contexts.with(inheriting(contexts.active(), { conversation: id }), fn);
}
