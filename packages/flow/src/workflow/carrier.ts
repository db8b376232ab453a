import { WorkflowContext, type WorkflowFields } from './workflow-context.ts';
import { extract } from './trace.ts';

/** Which fields travel as baggage, and under which names. */
const carried: readonly (readonly [
  key: string,
  field: 'workflowId' | 'sessionId' | 'correlationId' | 'causationId',
])[] = [
  ['workflow.id', 'workflowId'],
  ['workflow.session_id', 'sessionId'],
  ['workflow.correlation_id', 'correlationId'],
  ['workflow.causation_id', 'causationId'],
];

/**
 * A workflow context for another process, in the headers of the W3C: `traceparent` and `baggage`. They fit into headers of a
 * request or of a message, and into `_meta` of MCP. Metadata, state and tags stay here.
 *
 * @example
 * import { WorkflowContext, workflowFrom, workflowCarrier } from '@bud/flow';
 *
 * const headers = workflowCarrier(new WorkflowContext({ workflowId: 'w-1', baggage: { tenant: 'acme' } }));
 * workflowFrom(headers)?.workflowId; // 'w-1'
 */
export function workflowCarrier(workflow: WorkflowContext): Record<string, string> {
  const { traceFlags, baggage } = workflow;
  const above = extract(workflow);
  const own = carried.map(([key, field]) => [key, workflow[field]] as const);
  const entries = [...Object.entries(baggage), ...own].filter(
    (entry): entry is readonly [string, string] => entry[1] !== undefined,
  );
  const flags = (traceFlags & 0xff).toString(16).padStart(2, '0');
  return {
    ...(above !== undefined && { traceparent: `00-${above.traceId}-${above.spanId}-${flags}` }),
    baggage: entries.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join(','),
  };
}

/**
 * The workflow context that another process has sent; undefined where a carrier holds none. Keys may be written in any case;
 * values may be strings, lists of them, or bytes, as queues hand them out.
 */
export function workflowFrom(carrier: Headers | Readonly<Record<string, unknown>>): WorkflowContext | undefined {
  const pairs = carrier instanceof Headers ? [...carrier] : Object.entries(carrier);
  const headers = new Map(pairs.map(([name, value]) => [name.toLowerCase(), textOf(value)]));
  const parent = traceparentPattern.exec(headers.get('traceparent') ?? '')?.groups;
  const entries = baggageIn(headers.get('baggage') ?? '');
  const known = carried
    .map(([key, field]) => [field, entries.get(key)] as const)
    .filter(([, value]) => value !== undefined);
  if (parent === undefined && known.length === 0) return undefined;
  for (const [key] of carried) entries.delete(key);
  return new WorkflowContext({
    // Proof of the cast: the table above names the fields.
    ...(Object.fromEntries(known) as WorkflowFields),
    ...(parent !== undefined && {
      traceId: parent['traceId'],
      spanId: parent['spanId'],
      traceFlags: Number.parseInt(parent['flags'] ?? '0', 16),
    }),
    baggage: Object.fromEntries(entries),
  });
}

// W3C trace context, version 00
const traceparentPattern = /^[\da-f]{2}-(?<traceId>[\da-f]{32})-(?<spanId>[\da-f]{16})-(?<flags>[\da-f]{2})/;

function baggageIn(header: string): Map<string, string> {
  const pairs = header.split(',').flatMap((member) => {
    const [, key, value] = /^\s*([^=\s]+)\s*=\s*([^;]*)/.exec(member) ?? [];
    return key === undefined || value === undefined ? [] : [[decoded(key), decoded(value.trim())] as const];
  });
  return new Map(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // What another program has encoded in a way of its own is taken as it is.
    return text;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === 'string' ? value : '';
}
