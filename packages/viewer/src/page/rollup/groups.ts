import type { TraceSpan } from '@bud/trace';
import type { PackedSpan } from '../../packed/packed-span.ts';
import { shownType } from '../show/type.ts';
import { selfMs } from '../timeline/rows.ts';

/** What calls of one kind took together. */
export interface Group {
  readonly name: string;
  readonly type: string;
  readonly calls: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly selfMs: number;
  readonly longestMs: number;
  readonly tokens: number;
  readonly costUsd: number;
  /** The one that took longest. */
  readonly longest: TraceSpan;
}

/** How spans are put together. */
export type Grouping = 'name' | 'model' | 'type' | 'service';

const keys: Readonly<Record<Grouping, (span: PackedSpan) => string | undefined>> = {
  name: ({ name }) => name,
  model: ({ model }) => model,
  type: shownType,
  service: ({ resource }) => textOf(resource['service.name']) ?? '(unknown)',
};

/** Sums spans up; those without what they are put together by are left out. */
export function groupsOf(spans: readonly PackedSpan[], by: Grouping): readonly Group[] {
  const groups = new Map<string, PackedSpan[]>();
  for (const span of spans) {
    if (span.hasLogs && span.attributes['bud.span_type'] === 'log') continue;
    const key = keys[by](span);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [span]);
    else known.push(span);
  }
  return [...groups].flatMap(([name, members]) => groupOf(name, members));
}

function groupOf(name: string, spans: readonly PackedSpan[]): readonly Group[] {
  const [first] = spans;
  if (first === undefined) return [];
  let [longest, errors, totalMs, self, tokens, costUsd] = [first, 0, 0, 0, 0, 0];
  for (const span of spans) {
    const ms = span.durationMs ?? 0;
    if (ms > (longest.durationMs ?? 0)) longest = span;
    if (span.status.code === 'error') errors += 1;
    totalMs += ms;
    self += span.isOpen ? 0 : selfMs(span);
    tokens += span.usage?.totalTokens ?? 0;
    costUsd += span.usage?.costUsd ?? 0;
  }
  const type = shownType(first);
  const longestMs = longest.durationMs ?? 0;
  return [{ name, type, calls: spans.length, errors, totalMs, selfMs: self, longestMs, tokens, costUsd, longest }];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
