import type { Convention } from '../options/options.ts';
import { valuesUnder } from './values.ts';

/** The kinds of spans that OpenInference knows, by the type of a mark. */
const kinds: Readonly<Record<string, string>> = {
  llm: 'LLM',
  tool: 'TOOL',
  agent: 'AGENT',
  chain: 'CHAIN',
  retriever: 'RETRIEVER',
  embedding: 'EMBEDDING',
};

/** Ours, and what it is called there. Source: OpenInference semantic conventions, github.com/Arize-ai/openinference */
const sameValue: Readonly<Record<string, string>> = {
  'session.id': 'session.id',
  'user.id': 'user.id',
  'gen_ai.request.model': 'llm.model_name',
  'gen_ai.usage.input_tokens': 'llm.token_count.prompt',
  'gen_ai.usage.output_tokens': 'llm.token_count.completion',
  'gen_ai.usage.total_tokens': 'llm.token_count.total',
};

/** What Arize Phoenix and other readers of OpenInference show: kind, input and output of each span. */
export const openinference: Convention = {
  name: 'openinference',
  attributes: (span) => ({
    'openinference.span.kind': kinds[String(span.attributes['bud.track.type'])] ?? 'CHAIN',
    ...shown(span, 'bud.track.input', 'input'),
    ...shown(span, 'bud.track.output', 'output'),
    ...('bud.tags' in span.attributes && { 'tag.tags': span.attributes['bud.tags'] }),
    ...Object.fromEntries(
      Object.entries(sameValue).flatMap(([ours, theirs]) =>
        ours in span.attributes ? [[theirs, span.attributes[ours]]] : [],
      ),
    ),
  }),
};

/** All inputs, or all outputs, as one value with its MIME type. */
function shown(
  span: Parameters<Convention['attributes']>[0],
  prefix: string,
  name: string,
): Readonly<Record<string, unknown>> {
  const value = valuesUnder(span, prefix);
  if (value === undefined) return {};
  const isString = typeof value === 'string';
  return {
    [`${name}.value`]: isString ? value : JSON.stringify(value),
    [`${name}.mime_type`]: isString ? 'text/plain' : 'application/json',
  };
}
