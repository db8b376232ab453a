import type { Convention } from '../options/options.ts';
import { valuesUnder } from './values.ts';

/** The types of observations that Langfuse knows, by the type of a mark. */
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

/** Type, input, output and level of an observation. Source: Langfuse's documentation of its OpenTelemetry endpoint */
export const langfuse: Convention = {
  name: 'langfuse',
  attributes(span) {
    const { attributes } = span;
    const [input, output] = ['bud.track.input', 'bud.track.output'].map((prefix) => valuesUnder(span, prefix));
    return {
      'langfuse.observation.type': types[String(attributes['bud.track.type'])] ?? 'span',
      'langfuse.observation.input': input,
      'langfuse.observation.output': output,
      'langfuse.observation.level': levels[String(attributes['bud.level'])],
      'langfuse.observation.model.name': attributes['gen_ai.request.model'],
      'langfuse.session.id': attributes['session.id'],
      'langfuse.user.id': attributes['user.id'],
      'langfuse.trace.tags': attributes['bud.tags'],
    };
  },
};
