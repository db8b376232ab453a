import { signal, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Group, Grouping, RollUp, Sum } from '../../store/groups.ts';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeName } from '../show/type-mark.tsx';

const columns: Readonly<Record<Sum, readonly [label: string, shown: (value: number) => string]>> = {
  calls: ['Calls', shownCount],
  errors: ['Errors', (count) => (count === 0 ? '' : shownCount(count))],
  totalMs: ['Total', shownDuration],
  selfMs: ['Self', shownDuration],
  longestMs: ['Longest', shownDuration],
  tokens: ['Tokens', (count) => (count === 0 ? '' : shownCount(count))],
  costUsd: ['Cost', (usd) => (usd === 0 ? '' : shownCost(usd))],
};

const labels: Readonly<Record<Grouping, string>> = { name: 'Name', model: 'Model', type: 'Type', service: 'Service' };

export const groupedBy: Signal<Grouping> = signal('name');

export interface GroupTableProps {
  readonly rollUp: RollUp;
  readonly shown: readonly Sum[];
  readonly sortedBy: Signal<Sum>;
  /** Shows the one that took longest. */
  readonly onOpen: (group: Group) => void;
}

/** Groups as a table; whoever shows it sorts them by the column that is clicked. */
export function GroupTable({ rollUp, shown, sortedBy, onOpen }: GroupTableProps): JSX.Element {
  const { groups, total } = rollUp;
  const column = sortedBy.value;
  const most = Math.max(...groups.map((group) => group[column]), Number.MIN_VALUE);
  return (
    <>
      <Groupings />
      <table>
        <thead>
          <tr>
            <th scope="col">{labels[groupedBy.value]}</th>
            {shown.map((key) => (
              <th key={key} scope="col" class="number" aria-sort={column === key ? 'descending' : 'none'}>
                <button type="button" onClick={() => (sortedBy.value = key)}>
                  {columns[key][0]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.name} group={group} part={group[column] / most} shown={shown} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {total > groups.length && <p class="is-dim">{shownCount(total - groups.length)} more are not shown.</p>}
    </>
  );
}

function Groupings(): JSX.Element {
  return (
    <div class="segmented" role="group" aria-label="Grouped by">
      {Object.entries(labels).map(([grouping, label]) => (
        <button
          key={grouping}
          type="button"
          aria-pressed={groupedBy.value === grouping}
          // Proof of the cast: the keys of the labels are the groupings.
          onClick={() => (groupedBy.value = grouping as Grouping)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

interface GroupRowProps extends Pick<GroupTableProps, 'shown' | 'onOpen'> {
  readonly group: Group;
  readonly part: number;
}

function GroupRow({ group, part, shown, onOpen }: GroupRowProps): JSX.Element {
  const { name, type, errors } = group;
  return (
    <tr>
      <th scope="row">
        <span class="rollup-bar" style={{ width: `${Math.max(part * 100, 0)}%` }} aria-hidden="true" />
        {groupedBy.value === 'name' && <TypeName type={type} />}
        <button type="button" class="link" title="The one that took longest" onClick={() => onOpen(group)}>
          {name === '' ? '(no name)' : name}
        </button>
      </th>
      {shown.map((key) => (
        <td key={key} class={`number${key === 'errors' && errors > 0 ? ' is-error' : ''}`}>
          {columns[key][1](group[key])}
        </td>
      ))}
    </tr>
  );
}
