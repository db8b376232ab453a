/** What `@openai/agents` says of a span, at its beginning and at its end. */
import type { Attributes } from '@opentelemetry/api';
import * as names from '../../convention/names.ts';
import type { Answered } from '../../format/format.ts';
import { openaiChat } from '../../format/openai/chat.ts';
import { openaiResponses } from '../../format/openai/responses.ts';
import { list, number, plain, string, type Plain } from '../../format/plain.ts';
import { asJson, contentAttributes } from '../../model/content.ts';
import type { BegunRun, RunStart } from '../run.ts';

/** A span of the library. */
export interface TracedSpan {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly endedAt: string | null;
  readonly spanData: unknown;
  readonly end: () => void;
  readonly error: { readonly message: string; readonly data?: unknown } | null;
}

/** What begins with a span of each kind. */
const starts: Readonly<Record<string, (name: string) => RunStart>> = {
  agent: (name) => ({
    name: `invoke_agent ${name}`,
    type: 'agent',
    attributes: { [names.OPERATION]: 'invoke_agent', [names.AGENT_NAME]: name },
  }),
  function: (name) => ({
    name: `execute_tool ${name}`,
    type: 'tool',
    attributes: { [names.OPERATION]: 'execute_tool', [names.TOOL_NAME]: name },
  }),
  generation: modelStart,
  response: modelStart,
};

function modelStart(): RunStart {
  return { name: 'chat', type: 'llm', attributes: { [names.OPERATION]: 'chat', [names.PROVIDER]: 'openai' } };
}

/** Undefined for what has no span: the turns of an agent, and on request all that is none of OpenTelemetry's operations. */
export function startOf(data: unknown, chains: boolean): RunStart | undefined {
  const { type, name, server } = plain(data);
  const kind = string(type) ?? '';
  const called = string(name) ?? string(server);
  if (Object.hasOwn(starts, kind)) return starts[kind]?.(called ?? kind);
  if (kind === 'turn' || !chains) return undefined;
  const isNamed = kind === 'task' || kind === 'custom';
  return { name: isNamed ? (called ?? kind) : [kind, called].join(' ').trim(), type: 'chain', attributes: {} };
}

/** Ends the run of a span that has ended. */
export function endRun(run: BegunRun, { spanData, error }: TracedSpan): void {
  const data = plain(spanData);
  const { type } = data;
  const end = typeof type === 'string' && Object.hasOwn(ends, type) ? ends[type] : undefined;
  const { answered, content } = end?.(data, run) ?? {};
  if (error !== null) run.fail(errorOf(error), content);
  else run.end(answered, content);
}

interface End {
  readonly answered?: Answered;
  readonly content?: () => Attributes;
}

/** What is known at the end only. */
const ends: Readonly<Record<string, (data: Plain, run: BegunRun) => End>> = {
  function: ({ input, output }) => ({
    content: () => ({ [names.TOOL_ARGUMENTS]: asJson(input), [names.TOOL_RESULT]: asJson(output) }),
  }),
  handoff({ to_agent: to }, run) {
    if (typeof to === 'string') run.rename(`handoff ${to}`, {});
    return {};
  },
  generation({ model, input, output, usage }, run) {
    const answered = openaiChat.answer(list(output)[0]);
    if (typeof model === 'string') run.rename(`chat ${model}`, { [names.REQUEST_MODEL]: model });
    return {
      answered: { ...answered, usage: answered.usage ?? countedBy(usage) },
      content: () => contentAttributes(openaiChat.ask([{ messages: input }]).content()),
    };
  },
  response({ _input: input, _response: response }, run) {
    const answered = openaiResponses.answer(response);
    const { model, instructions, tools } = plain(response);
    // That was asked for may be an alias of it; only the client below knows.
    if (typeof model === 'string') run.rename(`chat ${model}`, {});
    return {
      answered,
      content: () => contentAttributes(openaiResponses.ask([{ input, instructions, tools }]).content()),
    };
  },
};

function countedBy(usage: unknown): Answered['usage'] {
  const { input_tokens, output_tokens } = plain(usage);
  if (input_tokens === undefined) return undefined;
  return { inputTokens: number(input_tokens), outputTokens: number(output_tokens) };
}

/** `{ message: 'Error in agent run', data: { error: 'ModelBehaviorError: Tool time not found' } }` */
function errorOf({ message, data }: { readonly message: string; readonly data?: unknown }): Error {
  const said = string(plain(data)['error']) ?? '';
  const [, name, detail] = /^(\w*(?:Error|Exceeded|Triggered)): (.*)$/s.exec(said) ?? [];
  const error = new Error(detail ?? message);
  // The client throws an error without a name of its own, and the library hands only what it says on.
  const isAborted = /^(?:Error: )?Request was aborted\./.test(said === '' ? message : said);
  error.name = isAborted ? 'AbortError' : (name ?? error.name);
  return error;
}
