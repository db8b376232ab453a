import type { Attributes } from '@opentelemetry/api';
import * as names from '../convention/names.ts';
import type { ModelPrice, PriceSource } from '../cost/cost.ts';
import { genaiPrices } from '../cost/cost.ts';
import { saidToSdk, staysHere } from './content-policy.ts';

/** Where messages stand: as attributes of spans, in a log event, or both. */
export type ContentPlace = 'span' | 'event' | 'both';

/** What is recorded of calls to models, and how. */
export interface LlmOptions {
  /**
   * Whether messages, instructions and tools are recorded. When absent, `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`
   * decides, then `captureContent` of the SDK; without them they are only where `@bud/observe` exports to this machine alone,
   * outside of production. False also records no arguments and results of functions whose mark has the type
   * `llm`, `agent`, `embedding` or `retriever`.
   */
  readonly captureContent?: boolean;
  /**
   * Where content is recorded: on the spans, when absent; in the log event `gen_ai.client.inference.operation.details` of each
   * call to a model, and on no span; or both. When absent, `event_only` and `span_and_event` in
   * `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` say so.
   */
  readonly contentIn?: ContentPlace;
  /** False leaves out what models and tools are given: messages, instructions, definitions of tools, arguments. */
  readonly captureInput?: boolean;
  /** False leaves out what they give back. */
  readonly captureOutput?: boolean;
  /** `captureInput`, as other tools call it. */
  readonly captureInputs?: boolean;
  /** `captureOutput`, as other tools call it. */
  readonly captureOutputs?: boolean;
  /** False asks no stream for its usage: for servers that refuse `stream_options`. */
  readonly streamUsage?: boolean;
  /** False leaves out chains and nodes of graphs, workflows, handoffs and guardrails: what is below them is below what is above. */
  readonly chains?: boolean;
  /** Prices of the program's own, by the name of a model, before those of `priceSource`. */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
  /** What else knows prices; those that Pydantic keeps when absent. */
  readonly priceSource?: PriceSource;
}

export interface ResolvedLlmOptions extends Required<
  Pick<LlmOptions, 'streamUsage' | 'chains' | 'prices' | 'priceSource'>
> {
  /** What is recorded of the content of a call. Asked at each one: the SDK may be set up after the client. */
  readonly contentOf: (read: () => Attributes) => Attributes;
  /** Where it stands. */
  readonly contentIn: () => ContentPlace;
  /** The program has said that no content is recorded: then also not what functions marked as calls of models take and give. */
  readonly hidesContent: () => boolean;
}

const inputs: readonly string[] = [
  names.INPUT_MESSAGES,
  names.SYSTEM_INSTRUCTIONS,
  names.TOOL_DEFINITIONS,
  names.TOOL_ARGUMENTS,
  names.PROMPT_VARIABLES,
  names.RETRIEVAL_QUERY,
];
const outputs: readonly string[] = [names.OUTPUT_MESSAGES, names.TOOL_RESULT, names.RETRIEVED_DOCUMENTS];

/** Options with their defaults. */
export function resolveLlmOptions(options: LlmOptions): ResolvedLlmOptions {
  const {
    captureContent,
    contentIn,
    streamUsage = true,
    chains = true,
    prices = {},
    priceSource = genaiPrices,
  } = options;
  const { captureInputs = true, captureOutputs = true } = options;
  const { captureInput = captureInputs, captureOutput = captureOutputs } = options;
  const hidden = new Set([...(captureInput ? [] : inputs), ...(captureOutput ? [] : outputs)]);
  const capturesContent = (): boolean => captureContent ?? saidByEnvironment() ?? saidToSdk() ?? staysHere();
  return {
    contentOf(read) {
      if (!capturesContent()) return {};
      return Object.fromEntries(Object.entries(read()).filter(([name]) => !hidden.has(name)));
    },
    contentIn: () => contentIn ?? places[saidInVariable()] ?? 'span',
    hidesContent: () => (captureContent ?? saidToSdk()) === false,
    streamUsage,
    chains,
    prices,
    priceSource,
  };
}

/** What of content stands on a span that is none of a call to a model, and so has no event. */
export function spanContent({ contentOf, contentIn }: ResolvedLlmOptions, read: () => Attributes): Attributes {
  return contentIn() === 'event' ? {} : contentOf(read);
}

/** What the variable can say besides yes and no. */
const places: Readonly<Record<string, ContentPlace>> = {
  span_only: 'span',
  event_only: 'event',
  span_and_event: 'both',
};

function saidByEnvironment(): boolean | undefined {
  const said = saidInVariable();
  return said === '' ? undefined : /^(?:true|1|yes|on)$/.test(said) || Object.hasOwn(places, said);
}

// `process` is Node's, Deno's and Bun's; other environments have no variables.
function saidInVariable(): string {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  return (process?.env?.['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'] ?? '').trim().toLowerCase();
}
