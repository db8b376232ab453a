/**
 * The metrics of calls to models, with the buckets that are published with their names.
 *
 * Source: OpenTelemetry semantic conventions 1.41, docs/gen-ai/gen-ai-metrics.md
 */
import { metrics, type Attributes, type Histogram, type MeterProvider, type Span } from '@opentelemetry/api';
import * as names from '../convention/names.ts';
import type { Usage } from '../format/format.ts';

interface Instruments {
  readonly tokens: Histogram;
  readonly duration: Histogram;
  readonly firstChunk: Histogram;
  readonly laterChunks: Histogram;
}

const tokenBuckets = Array.from({ length: 14 }, (_, index) => 4 ** index);
const secondBuckets = Array.from({ length: 14 }, (_, index) => 2 ** index / 100);

function instrumentsOf(provider: MeterProvider): Instruments {
  const meter = provider.getMeter('bud.llm');
  const seconds = (name: string): Histogram =>
    meter.createHistogram(name, { unit: 's', advice: { explicitBucketBoundaries: secondBuckets } });
  return {
    tokens: meter.createHistogram('gen_ai.client.token.usage', {
      unit: '{token}',
      advice: { explicitBucketBoundaries: tokenBuckets },
    }),
    duration: seconds('gen_ai.client.operation.duration'),
    firstChunk: seconds('gen_ai.client.operation.time_to_first_chunk'),
    laterChunks: seconds('gen_ai.client.operation.time_per_output_chunk'),
  };
}

let provider: MeterProvider | undefined;
let instruments: Instruments | undefined;

/** Those of the provider of the moment: OpenTelemetry's stand-in does not follow one that is registered later. */
function currentInstruments(): Instruments {
  const current = metrics.getMeterProvider();
  if (instruments === undefined || current !== provider) {
    provider = current;
    instruments = instrumentsOf(current);
  }
  return instruments;
}

/** What a call has come to. */
interface Outcome {
  readonly responseModel: string | undefined;
  readonly usage: Usage | undefined;
  /** `error.type`, of a call that failed. */
  readonly errorType: string | undefined;
}

/** Measures one call, from its request to its end. */
export class CallMetrics {
  readonly #attributes: Attributes;
  readonly #startedAt = performance.now();
  #chunkAt: number | undefined;

  /** `attributes` are those of the request that metrics have as well. */
  constructor(attributes: Attributes) {
    this.#attributes = attributes;
  }

  /** One more item of a stream; gives the seconds to the first one, once. */
  chunk(): number | undefined {
    const now = performance.now();
    const seconds = (now - (this.#chunkAt ?? this.#startedAt)) / 1000;
    const isFirst = this.#chunkAt === undefined;
    this.#chunkAt = now;
    const { firstChunk, laterChunks } = currentInstruments();
    (isFirst ? firstChunk : laterChunks).record(seconds, this.#attributes);
    return isFirst ? seconds : undefined;
  }

  ended({ responseModel, usage, errorType }: Outcome): void {
    const attributes = {
      ...this.#attributes,
      ...(responseModel !== undefined && { [names.RESPONSE_MODEL]: responseModel }),
    };
    const { duration, tokens } = currentInstruments();
    duration.record((performance.now() - this.#startedAt) / 1000, {
      ...attributes,
      ...(errorType !== undefined && { [names.ERROR_TYPE]: errorType }),
    });
    const { inputTokens, outputTokens } = usage ?? {};
    for (const [type, count] of [['input', inputTokens] as const, ['output', outputTokens] as const])
      if (count !== undefined) tokens.record(count, { ...attributes, [names.TOKEN_TYPE]: type });
  }
}

/** What the recorder has set; spans of an SDK say what they are, others say nothing. */
export function errorTypeOf(span: Span | undefined): string {
  const { attributes } = (span ?? {}) as { readonly attributes?: Attributes };
  const type = attributes?.[names.ERROR_TYPE];
  // OpenTelemetry semantic conventions, error.type: what is not known
  return typeof type === 'string' ? type : '_OTHER';
}
