import { parsed, spanTypeOf, withoutUndefined } from '@bud/value';
import type { Convention, ConventionSpan } from '../options/options.ts';
import { requestParameters, valuesUnder } from './values.ts';

/** The types of observations that Langfuse knows, by the type of a span. */
const types: Readonly<Record<string, string>> = {
  llm: 'generation',
  tool: 'tool',
  agent: 'agent',
  chain: 'chain',
  retriever: 'retriever',
  embedding: 'embedding',
};

/** What Langfuse's levels are, from ours. */
const levels: Readonly<Record<string, string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'DEFAULT',
  notice: 'DEFAULT',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'ERROR',
};

/**
 * Type, input, output and level of an observation; of calls to models also tokens and cost.
 * Source: Langfuse's documentation of its OpenTelemetry endpoint
 */
export const langfuse: Convention = {
  name: 'langfuse',
  attributes(span) {
    const { attributes } = span;
    return {
      'langfuse.observation.type': types[spanTypeOf(attributes) ?? ''] ?? 'span',
      'langfuse.observation.input': valuesUnder(span, 'bud.track.input') ?? parsed(attributes['gen_ai.input.messages']),
      'langfuse.observation.output':
        valuesUnder(span, 'bud.track.output') ?? parsed(attributes['gen_ai.output.messages']),
      'langfuse.observation.level': levels[String(attributes['bud.level'])],
      'langfuse.observation.model.name': attributes['gen_ai.response.model'] ?? attributes['gen_ai.request.model'],
      'langfuse.observation.model.parameters': requestParameters(span),
      'langfuse.observation.usage_details': usageOf(span),
      'langfuse.observation.cost_details':
        attributes['gen_ai.usage.cost'] === undefined ? undefined : { total: attributes['gen_ai.usage.cost'] },
      'langfuse.session.id': attributes['session.id'],
      'langfuse.user.id': attributes['user.id'],
      'langfuse.trace.tags': attributes['bud.tags'],
    };
  },
};

/** Langfuse adds up all of them, so what came from a cache is taken out of the rest. */
function usageOf({ attributes }: ConventionSpan): Readonly<Record<string, number>> | undefined {
  const tokens = (name: string): number | undefined => {
    const value = attributes[`gen_ai.usage.${name}`];
    return typeof value === 'number' ? value : undefined;
  };
  const [input, output, total] = [tokens('input_tokens'), tokens('output_tokens'), tokens('total_tokens')];
  if (input === undefined && output === undefined) return undefined;
  const [read, written] = [tokens('cache_read.input_tokens'), tokens('cache_creation.input_tokens')];
  const reasoning = tokens('reasoning.output_tokens');
  return withoutUndefined({
    input: input === undefined ? undefined : input - (read ?? 0) - (written ?? 0),
    input_cached_tokens: read,
    input_cache_creation: written,
    output: output === undefined ? undefined : output - (reasoning ?? 0),
    output_reasoning_tokens: reasoning,
    total,
  });
}
