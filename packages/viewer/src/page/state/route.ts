/**
 * What is looked at:
 *
 *   route        which trace, span and view: the address says it
 *   traces       the list, and what is searched for
 *   open-trace   the trace of the address, as it grows
 *   theme        dark or light
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';

/** How a trace is looked at. */
export type View = 'timeline' | 'messages' | 'logs' | 'rollup' | 'flow';
export const views: readonly View[] = ['timeline', 'messages', 'logs', 'rollup', 'flow'];

/**
 * What the page shows; a link says all of it: `#/t/<trace>/<span>?view=messages`, `#/d/<before>/<after>`, and for what all
 * traces took together `#/?view=rollup`.
 */
export interface Route {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** The run that `traceId` is compared with. */
  readonly beforeId: string | undefined;
  readonly view: View;
}

const nowhere: Route = { traceId: undefined, spanId: undefined, beforeId: undefined, view: 'timeline' };

function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?');
  const [, kind, first, second] = path.split('/').map(decoded);
  const asked = new URLSearchParams(search).get('view');
  const view = views.find((each) => each === asked) ?? 'timeline';
  if (kind === 'd' && first && second) return { ...nowhere, beforeId: first, traceId: second };
  if (kind === 't' && first) return { ...nowhere, traceId: first, spanId: second || undefined, view };
  return view === 'rollup' ? { ...nowhere, view } : nowhere;
}

function hashOf({ traceId, spanId, beforeId, view }: Route): string {
  if (traceId === undefined) return view === 'rollup' ? '#/?view=rollup' : '#/';
  if (beforeId !== undefined) return `#/d/${encodeURIComponent(beforeId)}/${encodeURIComponent(traceId)}`;
  const span = spanId === undefined ? '' : `/${encodeURIComponent(spanId)}`;
  return `#/t/${encodeURIComponent(traceId)}${span}${view === 'timeline' ? '' : `?view=${view}`}`;
}

/** Links come from anywhere, and may hold a lone percent sign. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const current = signal<Route>(nowhere);
export const route: ReadonlySignal<Route> = current;
export const traceId: ReadonlySignal<string | undefined> = computed(() => current.value.traceId);
export const spanId: ReadonlySignal<string | undefined> = computed(() => current.value.spanId);
/** Whether what is looked at is all traces, summed up. */
export const isOverview: ReadonlySignal<boolean> = computed(
  () => current.value.traceId === undefined && current.value.view === 'rollup',
);

/** Goes somewhere. What only moves the selection leaves no trail in the history. */
export function go(to: Partial<Route>, { isStep = false }: { readonly isStep?: boolean } = {}): void {
  const next = { ...current.value, ...to };
  current.value = next;
  if (isStep) history.replaceState(undefined, '', hashOf(next));
  else history.pushState(undefined, '', hashOf(next));
}

/** Sums all traces that are listed up. */
export function showOverview(): void {
  go({ traceId: undefined, spanId: undefined, beforeId: undefined, view: 'rollup' });
}

/** Leaves what is looked at for the list. */
export function showList(): void {
  go({ traceId: undefined, spanId: undefined, beforeId: undefined, view: 'timeline' });
}

/** Follows links, and the browser's back and forward. */
export function followAddress(): void {
  addEventListener('hashchange', readAddress);
  addEventListener('popstate', readAddress);
  readAddress();
}

function readAddress(): void {
  current.value = parseRoute(location.hash);
}
