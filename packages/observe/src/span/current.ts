import { trace, type Attributes, type SpanContext } from '@opentelemetry/api';
import { attributesOf } from '@bud/value';
import type { Recording } from './recording.ts';
import { guarded, setAttributes } from './span.ts';

/** What can be written to the span that runs now. */
export interface CurrentValues {
  /** Replaces the span's name. */
  readonly name?: string;
  /** Recorded as the call's output, in place of what it returns. */
  readonly output?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Tokens and cost of a model call. */
  readonly usage?: Usage;
}

/** What a model call has used. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly costUsd?: number;
}

/** The span that runs now, whoever has opened it. */
export interface CurrentSpan {
  /** Writes to it; does nothing when there is none, or nobody listens. */
  set(values: CurrentValues): void;
  /** Its trace and span id; undefined when there is none. */
  readonly spanContext: SpanContext | undefined;
}

// OpenTelemetry GenAI conventions 1.41; cost is ours, theirs has none
const usageNames: Readonly<Record<keyof Usage, string>> = {
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  totalTokens: 'gen_ai.usage.total_tokens',
  costUsd: 'bud.usage.cost_usd',
};

// What is said about a call while it runs stands, whatever is recorded when it returns.
const lastWords = new WeakMap<object, Attributes>();

/** Attributes to set when a span is about to end. */
export function lastWordsOf(span: object): Attributes {
  return lastWords.get(span) ?? {};
}

/** Makes `current` for one instance. */
export function createCurrent(recording: Recording): CurrentSpan {
  return {
    set({ name, output, attributes = {}, usage = {} }) {
      const span = trace.getActiveSpan();
      if (span?.isRecording() !== true) return;
      guarded(recording, () => {
        if (name !== undefined) span.updateName(recording.values().secrets.hideIn(name));
        const used = Object.entries(usage).map(([key, value]) => [usageNames[key as keyof Usage], value] as const);
        setAttributes(span, { ...attributes, ...Object.fromEntries(used) }, recording);
        if (output === undefined) return;
        const words = attributesOf({ 'bud.track.output': output }, recording.values());
        span.setAttributes(words);
        lastWords.set(span, words);
      });
    },
    get spanContext() {
      return trace.getActiveSpan()?.spanContext();
    },
  };
}
