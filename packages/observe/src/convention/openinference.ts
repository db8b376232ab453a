import { parsed, spanTypeOf } from '@bud/value';
import type { Convention, ConventionSpan } from '../options/options.ts';
import { flattened, messagesIn, toolsIn } from './openinference-messages.ts';
import { requestParameters, valuesUnder } from './values.ts';

/** The kinds of spans that OpenInference knows, by the type of a span. */
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
  'bud.tags': 'tag.tags',
  'gen_ai.agent.name': 'agent.name',
  'gen_ai.tool.name': 'tool.name',
  'gen_ai.tool.call.id': 'tool.id',
  'gen_ai.request.model': 'llm.model_name',
  'gen_ai.usage.input_tokens': 'llm.token_count.prompt',
  'gen_ai.usage.output_tokens': 'llm.token_count.completion',
  'gen_ai.usage.total_tokens': 'llm.token_count.total',
  'gen_ai.usage.cache_read.input_tokens': 'llm.token_count.prompt_details.cache_read',
  'gen_ai.usage.cache_creation.input_tokens': 'llm.token_count.prompt_details.cache_write',
  'gen_ai.usage.reasoning.output_tokens': 'llm.token_count.completion_details.reasoning',
  'gen_ai.usage.cost': 'llm.cost.total',
};

/** OpenTelemetry's names of providers, where OpenInference has others. */
const providers: Readonly<Record<string, string>> = {
  'aws.bedrock': 'aws',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  mistral_ai: 'mistralai',
  x_ai: 'xai',
};

/** What Arize Phoenix and other readers of OpenInference show: kind, input and output of each span, and what was said. */
export const openinference: Convention = {
  name: 'openinference',
  attributes: (span) => ({
    'openinference.span.kind': kinds[spanTypeOf(span.attributes) ?? ''] ?? 'CHAIN',
    ...shown('input', valuesUnder(span, 'bud.track.input') ?? parsed(span.attributes['gen_ai.input.messages'])),
    ...shown('output', valuesUnder(span, 'bud.track.output') ?? parsed(span.attributes['gen_ai.output.messages'])),
    ...Object.fromEntries(
      Object.entries(sameValue).flatMap(([ours, theirs]) =>
        ours in span.attributes ? [[theirs, span.attributes[ours]]] : [],
      ),
    ),
    ...ofModelCall(span),
  }),
};

/** A value with its MIME type. */
function shown(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  const isString = typeof value === 'string';
  return {
    [`${name}.value`]: isString ? value : JSON.stringify(value),
    [`${name}.mime_type`]: isString ? 'text/plain' : 'application/json',
  };
}

function ofModelCall(span: ConventionSpan): Readonly<Record<string, unknown>> {
  const { attributes } = span;
  const { 'gen_ai.provider.name': provider, 'gen_ai.response.finish_reasons': reasons } = attributes;
  const parameters = requestParameters(span);
  return {
    ...(typeof provider === 'string' && { 'llm.provider': providers[provider] ?? provider }),
    ...(parameters !== undefined && { 'llm.invocation_parameters': JSON.stringify(parameters) }),
    ...(Array.isArray(reasons) && { 'llm.finish_reason': reasons[0] as unknown }),
    ...flattened(
      'llm.input_messages',
      messagesIn(attributes['gen_ai.input.messages'], attributes['gen_ai.system_instructions']),
    ),
    ...flattened('llm.output_messages', messagesIn(attributes['gen_ai.output.messages'])),
    ...flattened('llm.tools', toolsIn(attributes['gen_ai.tool.definitions'])),
  };
}
