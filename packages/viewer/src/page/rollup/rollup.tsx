/**
 * What calls took together:
 *
 *   spans of the open trace
 *     └─ groups ─▶ one sum for each name, model, type or service
 *          └─ rollup ─▶ a table of these, sorted by the column that is clicked
 */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeName } from '../show/type-mark.tsx';
import { openTrace } from '../state/open-trace.ts';
import { go } from '../state/route.ts';
import { reveal } from '../timeline/state.ts';
import { groupsOf, type Group, type Grouping } from './groups.ts';

type Column = 'calls' | 'errors' | 'totalMs' | 'selfMs' | 'longestMs' | 'tokens' | 'costUsd';

const columns: readonly (readonly [Column, string, (value: number) => string])[] = [
  ['calls', 'Calls', shownCount],
  ['errors', 'Errors', (count) => (count === 0 ? '' : shownCount(count))],
  ['totalMs', 'Total', shownDuration],
  ['selfMs', 'Self', shownDuration],
  ['longestMs', 'Longest', shownDuration],
  ['tokens', 'Tokens', (count) => (count === 0 ? '' : shownCount(count))],
  ['costUsd', 'Cost', (usd) => (usd === 0 ? '' : shownCost(usd))],
];
const groupings: readonly (readonly [Grouping, string])[] = [
  ['name', 'Name'],
  ['model', 'Model'],
  ['type', 'Type'],
  ['service', 'Service'],
];

const sortedBy = signal<Column>('selfMs');
const groupedBy = signal<Grouping>('name');
/** A table of more is no summary. */
const mostRows = 300;

/** What calls took together: by name, model, type, or service. */
export function Rollup(): JSX.Element {
  const spans = openTrace.value?.spans;
  const groups = useMemo(() => groupsOf(spans ?? [], groupedBy.value), [spans, groupedBy.value]);
  const column = sortedBy.value;
  const sorted = useMemo(() => groups.toSorted((a, b) => b[column] - a[column]), [groups, column]);
  const most = Math.max(...groups.map((group) => group[column]), Number.MIN_VALUE);
  return (
    <section class="rollup" tabIndex={0} aria-label="Roll-up">
      <div class="segmented" role="group" aria-label="Grouped by">
        {groupings.map(([grouping, label]) => (
          <button
            key={grouping}
            type="button"
            aria-pressed={groupedBy.value === grouping}
            onClick={() => (groupedBy.value = grouping)}
          >
            {label}
          </button>
        ))}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{groupings.find(([grouping]) => grouping === groupedBy.value)?.[1]}</th>
            {columns.map(([key, label]) => (
              <th key={key} scope="col" class="number" aria-sort={column === key ? 'descending' : 'none'}>
                <button type="button" onClick={() => (sortedBy.value = key)}>
                  {label}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostRows).map((group) => (
            <GroupRow key={group.name} group={group} part={group[column] / most} />
          ))}
        </tbody>
      </table>
      {groups.length > mostRows && <p class="is-dim">{groups.length - mostRows} more are not shown.</p>}
    </section>
  );
}

function GroupRow({ group, part }: { readonly group: Group; readonly part: number }): JSX.Element {
  const { name, type, longest } = group;
  return (
    <tr>
      <th scope="row">
        <span class="rollup-bar" style={{ width: `${Math.max(part * 100, 0)}%` }} aria-hidden="true" />
        {groupedBy.value === 'name' && <TypeName type={type} />}
        <button
          type="button"
          class="link"
          title="The one that took longest"
          onClick={() => {
            go({ view: 'timeline' });
            reveal(longest);
          }}
        >
          {name === '' ? '(no name)' : name}
        </button>
      </th>
      {columns.map(([key, , shown]) => (
        <td key={key} class={`number${key === 'errors' && group.errors > 0 ? ' is-error' : ''}`}>
          {shown(group[key])}
        </td>
      ))}
    </tr>
  );
}
