import { usageIn, type SpanData, type Usage } from '@bud/trace';
import { spanTypeOf } from '@bud/value';
import { shownType, type TypedSpan } from './shown-type.ts';

/** What calls of one kind took together. */
export interface Group {
  readonly name: string;
  readonly type: string;
  readonly calls: number;
  readonly errors: number;
  readonly totalMs: number;
  /** Without what their children took; 0 where nobody looked. */
  readonly selfMs: number;
  readonly longestMs: number;
  readonly tokens: number;
  readonly costUsd: number;
  /** The one that took longest. */
  readonly longest: { readonly traceId: string; readonly spanId: string };
}

/** What is summed up. */
export const sums = ['calls', 'errors', 'totalMs', 'selfMs', 'longestMs', 'tokens', 'costUsd'] as const;
export type Sum = (typeof sums)[number];

/** Groups of spans, those with most first. */
export interface RollUp {
  readonly groups: readonly Group[];
  /** How many there are altogether. */
  readonly total: number;
}

/** How spans are put together. */
export const groupings = ['name', 'model', 'type', 'service'] as const;
export type Grouping = (typeof groupings)[number];

/** A table of more is no summary. */
export const mostGroups = 300;

/** What is asked of a span to sum it up. */
export type SummedSpan = TypedSpan &
  Pick<SpanData, 'traceId' | 'spanId' | 'name' | 'durationMs' | 'status' | 'resource'> & {
    readonly model: string | undefined;
    readonly usage: Usage | undefined;
  };

const keys: Readonly<Record<Grouping, (span: SummedSpan) => string | undefined>> = {
  name: ({ name }) => name,
  model: ({ model }) => (model === '' ? undefined : model),
  type: shownType,
  service: ({ resource }) => textOf(resource['service.name']) ?? '(unknown)',
};

/** Sums that grow span by span; those without what they are put together by are left out. */
export class Groups {
  readonly #by: Grouping;
  readonly #groups = new Map<string, Group>();

  constructor(by: Grouping) {
    this.#by = by;
  }

  add(span: SummedSpan, selfMs: number = 0): void {
    const name = keys[this.#by](span);
    if (name === undefined) return;
    const { traceId, spanId, durationMs: ms = 0 } = span;
    const sum = this.#groups.get(name) ?? emptyGroup(name, span);
    const isLongest = ms > sum.longestMs;
    this.#groups.set(name, {
      ...sum,
      calls: sum.calls + 1,
      errors: sum.errors + (span.status.code === 'error' ? 1 : 0),
      totalMs: sum.totalMs + ms,
      selfMs: sum.selfMs + selfMs,
      longestMs: isLongest ? ms : sum.longestMs,
      tokens: sum.tokens + (span.usage?.totalTokens ?? 0),
      costUsd: sum.costUsd + (span.usage?.costUsd ?? 0),
      longest: isLongest ? { traceId, spanId } : sum.longest,
    });
  }

  /** Those with most of something. */
  rollUp(of: Sum): RollUp {
    const sorted = [...this.#groups.values()].toSorted((a, b) => b[of] - a[of]);
    return { groups: sorted.slice(0, mostGroups), total: sorted.length };
  }
}

function emptyGroup(name: string, span: SummedSpan): Group {
  const longest = { traceId: span.traceId, spanId: span.spanId };
  const type = shownType(span);
  return { name, type, calls: 0, errors: 0, totalMs: 0, selfMs: 0, longestMs: 0, tokens: 0, costUsd: 0, longest };
}

/** A span of the store, with what its attributes say. */
export function summedSpan(span: SpanData): SummedSpan {
  const { attributes } = span;
  const model = textOf(attributes['gen_ai.request.model']);
  return { ...span, type: spanTypeOf(attributes), model, usage: usageIn(attributes) };
}

/** Whether a span only stands for a log record, which is no call. */
export function isLogSpan({ attributes }: Pick<SpanData, 'attributes'>): boolean {
  return attributes['bud.span_type'] === 'log';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
