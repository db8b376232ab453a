import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RollUp, Sum } from '../../store/groups.ts';
import type { Source } from '../data/source.ts';
import { isOverview } from '../state/route.ts';
import { sought } from '../state/traces.ts';
import { groupedBy } from './group-table.tsx';

const current = signal<RollUp | undefined>(undefined);
const problem = signal<string | undefined>(undefined);
/** What the calls in all traces that are listed took together; undefined while that is not known. */
export const allTraces: ReadonlySignal<RollUp | undefined> = current;
/** What keeps it from being up to date. */
export const rollUpProblem: ReadonlySignal<string | undefined> = problem;

/** What most is asked for of. */
export const allSortedBy: Signal<Sum> = signal('totalMs');

/** A sum over all traces takes longer than a list, and nobody reads figures that change more often. */
const restMs = 2000;

/** Sums the traces of a source up, as long as somebody looks. */
export function rollUpTracesOf(source: Source): void {
  let asked = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = async (): Promise<void> => {
    asked.abort();
    const { signal: own } = (asked = new AbortController());
    try {
      const rollUp = await source.rollUp(sought.peek(), groupedBy.peek(), allSortedBy.peek(), own);
      if (!own.aborted) [current.value, problem.value] = [rollUp, undefined];
    } catch (error) {
      if (!own.aborted) problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  effect(() => {
    void [sought.value, groupedBy.value, allSortedBy.value];
    [current.value, problem.value] = [undefined, undefined];
    if (isOverview.value) void load();
    else asked.abort();
  });
  source.onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isOverview.peek()) void load();
    }, restMs);
  });
}
