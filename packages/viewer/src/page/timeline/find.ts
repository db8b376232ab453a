import type { TraceSpan } from '@bud/trace';
import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { findingWord } from '../../store/match.ts';
import { Turns } from '../data/turns.ts';
import { openTrace, type OpenTrace } from '../state/open-trace.ts';
import { eachRow, type SpanRow } from './rows.ts';

/** What is looked for in the trace; its rows alone are shown. */
export const found: Signal<string> = signal('');
const shown = signal<readonly SpanRow[] | undefined>(undefined);
/** Rows of what was found, and of what is above that; undefined while nothing is looked for. */
export const foundRows: ReadonlySignal<readonly SpanRow[] | undefined> = shown;

effect(() => {
  const [open, words] = [openTrace.value, found.value.trim().split(/\s+/).filter(Boolean)];
  if (open === undefined || words.length === 0) return void (shown.value = undefined);
  const finding = new AbortController();
  void find(open, words, finding.signal).catch((error: unknown) => {
    if (!finding.signal.aborted) throw error;
  });
  return () => finding.abort();
});

/** In short turns, so that one can go on typing; until it is done, what was found before is shown. */
async function find({ trace, spans }: OpenTrace, words: readonly string[], given: AbortSignal): Promise<void> {
  const finders = words.map(findingWord);
  const kept = new Set<TraceSpan>();
  const turns = new Turns(given);
  await turns.each(spans, (span) => {
    if (!finders.every((has) => has(span))) return;
    for (let at: TraceSpan | undefined = span; at !== undefined && !kept.has(at); at = at.parent) kept.add(at);
  });
  const rows: SpanRow[] = [];
  await turns.each(eachRow(trace.roots, nothing, kept), (row) => rows.push(row));
  shown.value = rows;
}

const nothing: ReadonlySet<string> = new Set();
