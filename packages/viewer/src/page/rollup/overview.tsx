import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Sum } from '../../store/groups.ts';
import { IconButton } from '../show/icon-button.tsx';
import { go, showList } from '../state/route.ts';
import { typed } from '../state/traces.ts';
import { allTraces, rollUpProblem } from './all-traces.ts';
import { GroupTable } from './group-table.tsx';

const shown: readonly Sum[] = ['calls', 'errors', 'totalMs', 'longestMs', 'tokens', 'costUsd'];
const sortedBy = signal<Sum>('totalMs');

/** What the calls in all traces that are listed took together. */
export function Overview(): JSX.Element {
  const rollUp = allTraces.value;
  return (
    <>
      <header class="trace-head">
        <IconButton icon="back" label="Back to the list" class="icon-button back" onClick={showList} />
        <h2>{typed.value.trim() === '' ? 'All traces' : typed.value}</h2>
      </header>
      <section class="rollup" tabIndex={0} aria-label="Roll-up" aria-busy={rollUp === undefined}>
        {rollUpProblem.value !== undefined && <p role="alert">{rollUpProblem.value}</p>}
        <GroupTable
          rollUp={rollUp ?? { groups: [], total: 0 }}
          shown={shown}
          sortedBy={sortedBy}
          onOpen={({ longest }) => go({ ...longest, view: 'timeline' })}
        />
      </section>
    </>
  );
}
