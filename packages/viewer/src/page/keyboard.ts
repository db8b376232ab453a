import type { TraceSpan } from '@bud/trace';
import { signal, type Signal } from '@preact/signals';
import { copyMarkdown, copyTest } from './act/act-bar.tsx';
import { openPlace } from './act/open-place.ts';
import { placeOf } from './detail/place.ts';
import { comparing, startComparing, stopComparing } from './diff/comparing.ts';
import { stepTrace } from './list/trace-list.tsx';
import { openTrace, selected } from './state/open-trace.ts';
import { go, isOverview, route, showList, showOverview, traceId, views } from './state/route.ts';
import { toggleTheme } from './state/theme.ts';
import { rows, select, selectedIndex, selectNextError, showsCritical, wholeMs, zoom } from './timeline/state.ts';
import { zoomed } from './timeline/window.ts';

export const isHelpShown: Signal<boolean> = signal(false);

/** What keys do everywhere, and what the help says of them. */
export const keys: readonly {
  readonly keys: readonly string[];
  readonly about: string;
  readonly act: (key: string) => void;
}[] = [
  { keys: ['/'], about: 'search traces', act: () => document.getElementById('search')?.focus() },
  { keys: ['f'], about: 'find in the trace', act: () => document.getElementById('find')?.focus() },
  { keys: ['j', 'k'], about: 'next and previous span', act: (key) => stepSpan(key === 'j' ? 1 : -1) },
  { keys: [']', '['], about: 'next and previous trace', act: (key) => stepTrace(key === ']' ? 1 : -1) },
  { keys: ['s'], about: 'sum all listed traces up', act: showOverview },
  { keys: ['e'], about: 'next error', act: selectNextError },
  {
    keys: ['1', '2', '3', '4', '5'],
    about: 'timeline, messages, logs, roll-up, flow',
    act: showView,
  },
  { keys: ['+', '-'], about: 'zoom in and out', act: (key) => zoomBy(key === '+' ? 0.5 : 2) },
  { keys: ['0'], about: 'the whole trace', act: () => (zoom.value = undefined) },
  { keys: ['c'], about: 'critical path on or off', act: () => (showsCritical.value = !showsCritical.peek()) },
  { keys: ['d'], about: 'compare with another run', act: toggleComparing },
  { keys: ['m'], about: 'copy the subtree as Markdown', act: () => withSelected(copyMarkdown) },
  { keys: ['x'], about: 'make a test of the function', act: () => withSelected(copyTest) },
  { keys: ['o'], about: 'open the function in the editor', act: openSelected },
  { keys: ['t'], about: 'dark or light', act: toggleTheme },
  { keys: ['?'], about: 'this list', act: () => (isHelpShown.value = !isHelpShown.peek()) },
  { keys: ['Escape'], about: 'close, go back', act: goBack },
];

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    const isTyping = target instanceof HTMLInputElement;
    if (isTyping && key === 'Escape') return target.blur();
    const found = isTyping ? undefined : keys.find((each) => each.keys.includes(key));
    if (found === undefined) return;
    event.preventDefault();
    found.act(key);
  });
}

function toggleComparing(): void {
  if (comparing.peek()) stopComparing();
  else startComparing();
}

function showView(key: string): void {
  if (traceId.peek() !== undefined) go({ view: views[Number(key) - 1] ?? 'timeline' });
}

function stepSpan(step: number): void {
  const all = rows.peek();
  const row = all[Math.min(Math.max(selectedIndex.peek() + step, 0), all.length - 1)];
  if (row !== undefined) select(row.span);
}

function zoomBy(factor: number): void {
  const window = zoom.peek() ?? { fromMs: 0, toMs: wholeMs.peek() };
  const span = selected.peek();
  const around =
    span === undefined
      ? (window.fromMs + window.toMs) / 2
      : span.startMs - (openTrace.peek()?.startMs ?? 0) + (span.durationMs ?? 0) / 2;
  const next = zoomed(window, factor, Math.min(Math.max(around, window.fromMs), window.toMs), wholeMs.peek());
  zoom.value = next.toMs - next.fromMs >= wholeMs.peek() ? undefined : next;
}

function withSelected(act: (span: TraceSpan) => void): void {
  const span = selected.peek();
  if (span !== undefined) act(span);
}

function openSelected(): void {
  const place = placeOf(selected.peek()?.attributes ?? {});
  if (place !== undefined) openPlace.peek()?.(place);
}

function goBack(): void {
  if (isHelpShown.peek()) isHelpShown.value = false;
  else if (comparing.peek()) stopComparing();
  else if (selected.peek() !== undefined) select(undefined);
  else if (route.peek().beforeId !== undefined) go({ beforeId: undefined });
  else if (traceId.peek() !== undefined || isOverview.peek()) showList();
}
