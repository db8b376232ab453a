import { SpanStatusCode } from '@opentelemetry/api';
import { freeName, levels, recordedValue, type Level } from '@bud/value';
import { usageIn } from '@bud/trace';
import type { FlowError, FlowMetrics } from './event.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** As much of a span as is read here. */
export interface RecordedSpan {
  readonly attributes: Attributes;
  readonly status: { readonly code: SpanStatusCode; readonly message?: string };
  readonly events: readonly { readonly name: string; readonly attributes?: Attributes }[];
}

const inputPrefix = 'bud.track.input.';

// What other spans were given: OpenTelemetry semantic conventions 1.41, generative AI, HTTP and databases
const inputs = [
  'gen_ai.input.messages',
  'gen_ai.tool.call.arguments',
  'gen_ai.retrieval.query.text',
  'http.request.method',
  'url.full',
  'http.url',
  'db.query.text',
  'db.statement',
];
const outputs = [
  'bud.track.output',
  'gen_ai.output.messages',
  'gen_ai.tool.call.result',
  'http.response.status_code',
  'http.status_code',
];

/** The arguments of a tracked function; of another span what it was asked, and what its program has set. */
export function argumentsIn(attributes: Attributes): Record<string, unknown> | undefined {
  const tracked = Object.keys(attributes).filter((key) => key.startsWith(inputPrefix));
  const keys =
    tracked.length > 0 || 'bud.track.type' in attributes
      ? tracked
      : Object.keys(attributes).filter((key) => inputs.includes(key) || freeName(key) !== undefined);
  const entries = keys.map((key) => [withoutPrefix(key), recordedValue(attributes, key)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function withoutPrefix(key: string): string {
  return key.startsWith(inputPrefix) ? key.slice(inputPrefix.length) : key;
}

/** What a span gave; undefined where nothing says. */
export function resultIn(attributes: Attributes): unknown {
  const key = outputs.find((name) => name in attributes);
  if (key !== undefined) return recordedValue(attributes, key);
  // Of an object, each member may be an attribute of its own.
  const members = Object.keys(attributes).filter((name) => name.startsWith('bud.track.output.'));
  if (members.length === 0) return undefined;
  const prefix = 'bud.track.output.'.length;
  return Object.fromEntries(members.map((name) => [name.slice(prefix), recordedValue(attributes, name)]));
}

/** What it failed with; undefined when it has not failed. */
export function errorOf({ attributes, status, events }: RecordedSpan): FlowError | undefined {
  if (status.code !== SpanStatusCode.ERROR) return undefined;
  const exception = events.findLast(({ name }) => name === 'exception')?.attributes ?? {};
  const { 'error.type': type = exception['exception.type'] } = attributes;
  const message = status.message ?? exception['exception.message'];
  return {
    type: typeof type === 'string' ? type : 'Error',
    message: typeof message === 'string' ? message : '',
  };
}

/** What a call of a model took; undefined for a span that is none. */
export function usageOf(attributes: Attributes): FlowMetrics | undefined {
  const usage = usageIn(attributes);
  if (usage === undefined) return undefined;
  const { totalTokens: tokens, inputTokens, outputTokens, costUsd } = usage;
  return {
    tokens,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    ...(costUsd > 0 && { cost_usd: costUsd }),
  };
}

/** How important a span is. */
export function levelOf({ 'bud.level': level }: Attributes): Level {
  return (levels as readonly unknown[]).includes(level) ? (level as Level) : 'info';
}
