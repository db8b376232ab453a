import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TraceList } from '../../store/traces.ts';
import type { Source } from '../data/source.ts';

/** What stands in the search box. */
export const typed: Signal<string> = signal('');
const settled = signal('');
/** What is searched for: what stands there when somebody has typed for a moment. */
export const sought: ReadonlySignal<string> = settled;
const restMs = 150;
const nothing: TraceList = { traces: [], total: 0 };
const shown = signal<TraceList>(nothing);
const busy = signal(false);
const problem = signal<string | undefined>(undefined);
export const traces: ReadonlySignal<TraceList> = shown;
export const isSearching: ReadonlySignal<boolean> = busy;
/** What keeps the list from being up to date. */
export const listProblem: ReadonlySignal<string | undefined> = problem;
/** Of a long list the rest comes when it is scrolled to. */
const wanted = signal(500);

let search: AbortController | undefined;
let source: Source | undefined;

export function showTracesOf(given: Source): void {
  source = given;
  let again: ReturnType<typeof setTimeout> | undefined;
  given.onChange(() => {
    again ??= setTimeout(() => {
      again = undefined;
      void refresh();
    }, 300);
  });
  let settling: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const text = typed.value;
    clearTimeout(settling);
    settling = setTimeout(() => (settled.value = text), restMs);
  });
  effect(() => {
    void [settled.value, wanted.value];
    void refresh();
  });
}

export function wantMore(): void {
  if (shown.peek().traces.length < shown.peek().total) wanted.value = shown.peek().traces.length + 1000;
}

async function refresh(): Promise<void> {
  search?.abort();
  const own = (search = new AbortController());
  busy.value = true;
  try {
    const found = await source?.list(settled.peek(), wanted.peek(), own.signal);
    if (own.signal.aborted || found === undefined) return;
    shown.value = found;
    problem.value = undefined;
  } catch (error) {
    if (!own.signal.aborted) problem.value = error instanceof Error ? error.message : String(error);
  } finally {
    if (search === own) busy.value = false;
  }
}
