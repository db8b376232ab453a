/**
 * A trace as a tree beside its waterfall:
 *
 *   state   what is collapsed, found (find), zoomed ─▶ rows ─▶ those that are seen: virtual
 *     ├─ tree-row, tree-keys   elements, for eyes, screen readers and the keyboard
 *     ├─ critical              what the whole waited for, span by span
 *     ├─ timeline              both, side by side
 *     ├─ paint                 a canvas in the colors of the palette, as fast for a hundred spans as for a hundred thousand
 *     └─ ruler                 the scale, and the whole trace in small; a part of it is the window
 */
import type { TraceSpan } from '@bud/trace';
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { openTrace, selected } from '../state/open-trace.ts';
import { go, traceId } from '../state/route.ts';
import { criticalParts, type CriticalParts } from './critical.ts';
import { found, foundRows } from './find.ts';
import { eachRow, type SpanRow } from './rows.ts';
import type { TimeWindow } from './window.ts';

const collapsed: Signal<ReadonlySet<string>> = signal(new Set());
export const showsCritical: Signal<boolean> = signal(true);
/** Undefined for the whole trace. */
export const zoom: Signal<TimeWindow | undefined> = signal();
/** Ticks while something is open, so that its bar grows. */
export const now: Signal<number> = signal(Date.now());

// Another trace is looked at from its whole again.
effect(() => {
  void traceId.value;
  collapsed.value = new Set();
  found.value = '';
  zoom.value = undefined;
});

effect(() => {
  if (openTrace.value?.isOpen !== true) return undefined;
  const timer = setInterval(() => (now.value = Date.now()), 500);
  return () => clearInterval(timer);
});

export const rows: ReadonlySignal<readonly SpanRow[]> = computed(() => {
  const trace = openTrace.value?.trace;
  if (trace === undefined) return [];
  return foundRows.value ?? [...eachRow(trace.roots, collapsed.value)];
});

export const selectedIndex: ReadonlySignal<number> = computed(() => {
  const span = selected.value;
  return span === undefined ? -1 : rows.value.findIndex((row) => row.span === span);
});

/** How long the trace is, or has been so far. */
export const wholeMs: ReadonlySignal<number> = computed(() => {
  const open = openTrace.value;
  if (open === undefined) return 1;
  // A clock of another machine may be ahead of this one, and a trace that was never finished is of long ago.
  const isRecent = open.isOpen && now.value - open.endMs < 3_600_000;
  const endMs = isRecent ? Math.max(open.endMs, now.value) : open.endMs;
  return Math.max(endMs - open.startMs, 0.001);
});

/** What is seen of it: one object until it changes, so that scrolling draws no ruler. */
export const seen: ReadonlySignal<TimeWindow> = computed(() => zoom.value ?? { fromMs: 0, toMs: wholeMs.value });

export const critical: ReadonlySignal<CriticalParts> = computed(() =>
  criticalParts(showsCritical.value ? (openTrace.value?.trace.roots ?? []) : []),
);

export const logTimes: ReadonlySignal<ReadonlyMap<string, readonly number[]>> = computed(() => {
  const times = new Map<string, number[]>();
  for (const { spanId, timeMs } of openTrace.value?.logs ?? []) {
    if (spanId === undefined) continue;
    const known = times.get(spanId);
    if (known === undefined) times.set(spanId, [timeMs]);
    else known.push(timeMs);
  }
  return times;
});

export function select(span: TraceSpan | undefined): void {
  go({ spanId: span?.spanId }, { isStep: true });
}

export function setExpanded(span: TraceSpan, isExpanded: boolean): void {
  const next = new Set(collapsed.value);
  if (isExpanded) next.delete(span.spanId);
  else next.add(span.spanId);
  collapsed.value = next;
}

/** Collapses everything below the roots, or expands all of it. */
export function setAllExpanded(isExpanded: boolean): void {
  const spans = openTrace.peek()?.trace.spans ?? [];
  const inner = spans.filter(({ parent, children }) => parent !== undefined && children.length > 0);
  collapsed.value = isExpanded ? new Set() : new Set(inner.map(({ spanId }) => spanId));
}

/** Shows a span that may be in something collapsed. */
export function reveal(span: TraceSpan): void {
  const next = new Set(collapsed.value);
  for (let at = span.parent; at !== undefined; at = at.parent) next.delete(at.spanId);
  if (next.size !== collapsed.value.size) collapsed.value = next;
  select(span);
}

/** The next failed span after the selected one, from the beginning again after the last. */
export function selectNextError(): void {
  const spans = openTrace.peek()?.trace.spans ?? [];
  const start = selected.peek() === undefined ? -1 : spans.indexOf(selected.peek() as TraceSpan);
  const failed = [...spans.slice(start + 1), ...spans.slice(0, start + 1)].find(
    ({ status }) => status.code === 'error',
  );
  if (failed !== undefined) reveal(failed);
}
