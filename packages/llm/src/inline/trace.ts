/**
 * A part of a function as a span:
 *
 *   traceLLM, traceAgent, traceTool, traceOperation ─ a site for this call, and the body ─▶ the recorder, as any function
 *     └─ the reader of inline spans ─▶ ../mark/marks   operation, totals, the answer that the body returns
 *          └─ hands the body its span                   span, attributes
 *   manual     spans that begin and end by themselves
 *   existing   functions, and objects with methods, that are traced from outside
 */
import { gate } from '@bud/runtime';
import { registerReader } from '@bud/runtime/otel';
import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import { withoutUndefined, type Site, type SiteAttribute } from '@bud/value';
import * as names from '../convention/names.ts';
import { markReading } from '../mark/marks.ts';
import { inlineSpan, type InlineSpan } from './span.ts';

/** What runs inside of a span. */
export type Body<Result> = (span: InlineSpan) => Result;

/** A call to a model. */
export interface LlmCall {
  readonly model?: string;
  /** `gen_ai.provider.name`: openai, anthropic, … */
  readonly provider?: string;
  /** An operation of OpenTelemetry's, `chat` when absent; any other is recorded as `bud.operation`. */
  readonly operation?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

// OpenTelemetry semantic conventions 1.41, gen_ai.operation.name, those of inference
const inferenceOperations: readonly string[] = ['chat', 'text_completion', 'generate_content', 'embeddings'];

/**
 * Makes a span of a call to a model: `chat gpt-4o`. It ends when what the body gives is through, and has what is thrown. If
 * the body returns what a provider answers, it has tokens and cost of that; a call of an instrumented client in it is a span
 * below, and has them. Gives what the body gives.
 *
 * @example
 * import { traceLLM } from '@bud/llm';
 *
 * const length = await traceLLM({ model: 'small', provider: 'garage' }, async (span) => {
 *   span.setAttribute('llm.response', 'Hello');
 *   return 5;
 * });
 */
export function traceLLM<Result>(call: LlmCall, body: Body<Result>): Result {
  const { model, provider, operation = 'chat', attributes = {} } = call;
  const isKnown = inferenceOperations.includes(operation);
  const name = isKnown ? operation : 'chat';
  const site: InlineSite = {
    name: model === undefined ? name : `${name} ${model}`,
    type: name === 'embeddings' ? 'embedding' : 'llm',
    spanKind: 'client',
    attributes: withoutUndefined<Record<string, SiteAttribute>>({
      [names.OPERATION]: name,
      [names.REQUEST_MODEL]: model,
      [names.PROVIDER]: provider,
      ...(!isKnown && { [names.OWN_OPERATION]: operation }),
    }),
  };
  return run('traceLLM', site, attributes, body);
}

/** A turn of an agent. */
export interface AgentCall {
  readonly name: string;
  /** `agent.type`: what kind of an agent it is. */
  readonly type?: string;
  /** What it is asked to do; recorded as `bud.operation`. */
  readonly operation?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Makes a span of a turn of an agent: `invoke_agent gardener`. Gives what the body gives.
 *
 * @example
 * import { traceAgent, traceTool } from '@bud/llm';
 *
 * traceAgent({ name: 'gardener', type: 'planner' }, () => traceTool({ name: 'forecast' }, () => 'sunny')); // 'sunny'
 */
export function traceAgent<Result>(call: AgentCall, body: Body<Result>): Result {
  const { name, type, operation, attributes = {} } = call;
  const site: InlineSite = {
    name: `invoke_agent ${name}`,
    type: 'agent',
    attributes: withoutUndefined<Record<string, SiteAttribute>>({
      [names.AGENT_NAME]: name,
      'agent.type': type,
      [names.OWN_OPERATION]: operation,
    }),
  };
  return run('traceAgent', site, attributes, body);
}

/** A call of a tool. */
export interface ToolCall {
  readonly name: string;
  /** The model's own name of the call. */
  readonly callId?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Makes a span of a call of a tool: `execute_tool forecast`. Gives what the body gives.
 *
 * @example
 * import { traceTool } from '@bud/llm';
 *
 * traceTool({ name: 'forecast', callId: 'call_1' }, () => 'sunny'); // 'sunny'
 */
export function traceTool<Result>({ name, callId, attributes = {} }: ToolCall, body: Body<Result>): Result {
  const site: InlineSite = {
    name: `execute_tool ${name}`,
    type: 'tool',
    attributes: withoutUndefined<Record<string, SiteAttribute>>({
      [names.TOOL_NAME]: name,
      [names.TOOL_CALL_ID]: callId,
    }),
  };
  return run('traceTool', site, attributes, body);
}

/**
 * Makes a span of anything else. Gives what the body gives.
 *
 * @example
 * import { traceOperation } from '@bud/llm';
 *
 * traceOperation('vector_search', { 'search.limit': 3 }, (span) => {
 *   span.setAttribute('search.results_count', 1);
 *   return ['first'];
 * });
 */
export function traceOperation<Result>(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  body: Body<Result>,
): Result {
  return run('traceOperation', { name, attributes: {} }, attributes, body);
}

type InlineSite = Pick<Site, 'name' | 'type' | 'spanKind' | 'attributes'>;

const reader = 'bud.inline';
let isRegistered = false;

function run<Result>(
  fn: string,
  inlineSite: InlineSite,
  attributes: Readonly<Record<string, unknown>>,
  body: Body<Result>,
): Result {
  const unrecorded = inlineSpan(trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
  if (!gate.on) return body(unrecorded);
  if (!isRegistered) {
    isRegistered = true;
    registerReader(reader, (call) => {
      const reading = markReading(call);
      return {
        ...reading,
        begun(span) {
          reading.begun(span);
          return [inlineSpan(span).setAttributes(startedWith.get(call.site) ?? {})];
        },
      };
    });
  }
  const site: Site = {
    function: body.name === '' ? fn : body.name,
    runs: 'sync',
    inputs: [],
    captureOutput: false,
    tracer: 'bud.llm',
    reader,
    ...inlineSite,
  };
  startedWith.set(site, attributes);
  gate.handed = [site, body, undefined, unrecorded];
  return gate.call();
}

/** What a span says from the start, besides what its site says. */
const startedWith = new WeakMap<Site, Readonly<Record<string, unknown>>>();
