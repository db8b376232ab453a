/**
 * What calls took together:
 *
 *   spans of the open trace ─▶ rollup ─────────────────────────────┐
 *   spans of all traces that are listed, by the source             │
 *     └─ all-traces ─▶ overview ───────────────────────────────────┴─▶ group-table
 */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Groups, isLogSpan, type Grouping, type RollUp, type Sum } from '../../store/groups.ts';
import type { PackedSpan } from '../../packed/packed-span.ts';
import { openTrace } from '../state/open-trace.ts';
import { go } from '../state/route.ts';
import { selfMs } from '../timeline/rows.ts';
import { reveal } from '../timeline/state.ts';
import { groupedBy, GroupTable } from './group-table.tsx';

const shown: readonly Sum[] = ['calls', 'errors', 'totalMs', 'selfMs', 'longestMs', 'tokens', 'costUsd'];
const sortedBy = signal<Sum>('selfMs');

/** What the calls of the open trace took together: by name, model, type, or service. */
export function Rollup(): JSX.Element {
  const spans = openTrace.value?.spans;
  const [by, column] = [groupedBy.value, sortedBy.value];
  const rollUp = useMemo(() => rollUpOf(spans ?? [], by, column), [spans, by, column]);
  return (
    <section class="rollup" tabIndex={0} aria-label="Roll-up">
      <GroupTable
        rollUp={rollUp}
        shown={shown}
        sortedBy={sortedBy}
        onOpen={({ longest }) => {
          go({ view: 'timeline' });
          const span = openTrace.peek()?.byId.get(longest.spanId);
          if (span !== undefined) reveal(span);
        }}
      />
    </section>
  );
}

function rollUpOf(spans: readonly PackedSpan[], by: Grouping, column: Sum): RollUp {
  const groups = new Groups(by);
  for (const span of spans) if (!(span.hasLogs && isLogSpan(span))) groups.add(span, span.isOpen ? 0 : selfMs(span));
  return groups.rollUp(column);
}
