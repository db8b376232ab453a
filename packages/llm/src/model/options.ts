import type { ModelPrice, PriceSource } from '../cost/cost.ts';
import { genaiPrices } from '../cost/cost.ts';
import { saidToSdk, staysHere } from './content-policy.ts';

/** What is recorded of calls to models, and how. */
export interface LlmOptions {
  /**
   * Whether messages, instructions and tools are recorded. When absent, `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`
   * decides, then `captureContent` of the SDK; without them they are only where `@bud/observe` exports to this machine alone,
   * outside of production. False also records no arguments and results of functions whose mark has the type
   * `llm`, `agent`, `embedding` or `retriever`.
   */
  readonly captureContent?: boolean;
  /** False asks no stream for its usage: for servers that refuse `stream_options`. */
  readonly streamUsage?: boolean;
  /** False leaves out chains and nodes of graphs, workflows, handoffs and guardrails: what is below them is below what is above. */
  readonly chains?: boolean;
  /** Prices of the program's own, by the name of a model, before those of `priceSource`. */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
  /** What else knows prices; those that Pydantic keeps when absent. */
  readonly priceSource?: PriceSource;
}

export interface ResolvedLlmOptions extends Required<Omit<LlmOptions, 'captureContent'>> {
  /** Asked at each call: the SDK may be set up after the client. */
  readonly capturesContent: () => boolean;
  /** The program has said that no content is recorded: then also not what functions marked as calls of models take and give. */
  readonly hidesContent: () => boolean;
}

/** Options with their defaults. */
export function resolveLlmOptions(options: LlmOptions): ResolvedLlmOptions {
  const { captureContent, streamUsage = true, chains = true, prices = {}, priceSource = genaiPrices } = options;
  return {
    capturesContent: () => captureContent ?? saidByEnvironment() ?? saidToSdk() ?? staysHere(),
    hidesContent: () => (captureContent ?? saidToSdk()) === false,
    streamUsage,
    chains,
    prices,
    priceSource,
  };
}

// `process` is Node's, Deno's and Bun's; other environments have no variables.
function saidByEnvironment(): boolean | undefined {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  const said = process?.env?.['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT']?.trim() ?? '';
  return said === '' ? undefined : /^(?:true|1|yes|on|span_only|span_and_event)$/i.test(said);
}
