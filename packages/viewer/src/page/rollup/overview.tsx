import type { JSX } from 'preact';
import type { Sum } from '../../store/groups.ts';
import { IconButton } from '../show/icon-button.tsx';
import { go, showList } from '../state/route.ts';
import { typed } from '../state/traces.ts';
import { allSortedBy, allTraces, rollUpProblem } from './all-traces.ts';
import { GroupTable } from './group-table.tsx';

const shown: readonly Sum[] = ['calls', 'errors', 'totalMs', 'longestMs', 'tokens', 'costUsd'];

/** What the calls in all traces that are listed took together. */
export function Overview(): JSX.Element {
  const [rollUp, said] = [allTraces.value, rollUpProblem.value];
  return (
    <>
      <header class="trace-head">
        <IconButton icon="back" label="Back to the list" class="icon-button back" onClick={showList} />
        <h2>{typed.value.trim() === '' ? 'All traces' : typed.value}</h2>
      </header>
      <section class="rollup" tabIndex={0} aria-label="Roll-up" aria-busy={said === undefined && rollUp === undefined}>
        <p class="is-dim" role="status">
          {said ?? (rollUp === undefined ? 'Adding up …' : rollUp.total === 0 ? 'Nothing matches.' : '')}
        </p>
        <GroupTable
          rollUp={rollUp ?? { groups: [], total: 0 }}
          shown={shown}
          sortedBy={allSortedBy}
          onOpen={({ longest }) => go({ ...longest, view: 'timeline' })}
        />
      </section>
    </>
  );
}
