/**
 * The traces that there are, the newest first:
 *
 *   search-box ─ what is asked for ─▶ the traces that match
 *     └─ trace-list ─▶ a row each, as far as they are seen
 *          └─ a click opens one; another can be compared with it
 */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { TraceSummary } from '../../store/summary.ts';
import { candidate, comparing, compareWith } from '../diff/comparing.ts';
import { memo } from '../show/memo.ts';
import { shownAge, shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeName } from '../show/type-mark.tsx';
import { go, isOverview, route, showOverview, traceId } from '../state/route.ts';
import { isSearching, listProblem, traces, typed, wantMore } from '../state/traces.ts';
import { useVirtualRows, type VirtualItem } from '../timeline/virtual.ts';

const rowPx = 54;
/** Ages grow while the page is open. */
const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), 10_000);

export function TraceListView(): JSX.Element {
  const { traces: shown } = traces.value;
  const virtual = useVirtualRows(shown.length, rowPx, wantMore);
  const wanted = candidate.value ?? traceId.value;
  const index = shown.findIndex((trace) => trace.traceId === wanted);
  useLayoutEffect(() => {
    if (index >= 0) virtual.scrollTo(index);
    // Only when another one is chosen: a list that grows must not jump.
  }, [wanted]);
  const hasQuery = typed.value.trim() !== '';
  return (
    <div class="list">
      <ListHead hasQuery={hasQuery} />
      <div
        class="list-scroller"
        ref={virtual.scroller}
        role={shown.length === 0 ? 'region' : 'listbox'}
        aria-label="Traces"
        aria-busy={isSearching.value}
        tabIndex={0}
        id="traces-list"
        {...(index >= 0 && { 'aria-activedescendant': `trace-${index}` })}
        onKeyDown={listKey}
      >
        <div class="list-rows" role="presentation" style={{ height: `${virtual.heightPx}px` }}>
          <Rows items={virtual.items} selected={index} />
        </div>
        {shown.length === 0 && !isSearching.value && listProblem.value === undefined && (
          <p class="list-empty">{hasQuery ? 'Nothing matches.' : 'No traces yet.'}</p>
        )}
      </div>
    </div>
  );
}

/** Those that are seen. */
function Rows({ items, selected }: { readonly items: readonly VirtualItem[]; readonly selected: number }): JSX.Element {
  const { traces: shown, total } = traces.value;
  return (
    <>
      {items.map(({ index, start }) => {
        const trace = shown[index];
        return trace === undefined ? null : (
          <TraceRow
            key={trace.traceId}
            id={`trace-${index}`}
            trace={trace}
            topPx={start}
            isSelected={index === selected}
            nowMs={now.value}
            position={index + 1}
            total={total}
          />
        );
      })}
    </>
  );
}

function ListHead({ hasQuery }: { readonly hasQuery: boolean }): JSX.Element {
  return (
    <div class="list-count">
      <p role="status">{listProblem.value ?? countText(traces.value.total, hasQuery)}</p>
      <button
        type="button"
        class="link"
        aria-pressed={isOverview.value}
        title="What their calls took together (s)"
        onClick={showOverview}
      >
        Sum up
      </button>
    </div>
  );
}

function countText(total: number, hasQuery: boolean): string {
  if (total === 0 && isSearching.value) return 'Reading …';
  return `${shownCount(total)} ${total === 1 ? 'trace' : 'traces'}${hasQuery ? ' found' : ''}`;
}

interface TraceRowProps {
  readonly id: string;
  readonly trace: TraceSummary;
  readonly topPx: number;
  readonly isSelected: boolean;
  readonly nowMs: number;
  readonly position: number;
  readonly total: number;
}

const TraceRow: (properties: TraceRowProps) => JSX.Element = memo(
  ({ id, trace, topPx, isSelected, nowMs, position, total }: TraceRowProps): JSX.Element => (
    <div
      class="trace-row"
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={total}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => choose(trace)}
    >
      <span class={`dot is-${stateOf(trace).replace(' ', '-')}`} title={stateOf(trace)} />
      <span class="trace-name">{trace.name}</span>
      <span class="trace-duration">{shownDuration(trace.durationMs)}</span>
      <span class="trace-facts">
        {trace.type !== undefined && <TypeName type={trace.type} />}
        {trace.errors > 0 && (
          <span class="is-error">
            {shownCount(trace.errors)} {trace.errors === 1 ? 'error' : 'errors'}
          </span>
        )}
        {trace.costUsd > 0 && <span>{shownCost(trace.costUsd)}</span>}
        {trace.tokens > 0 && <span>{shownCount(trace.tokens)} tok</span>}
        <span>
          {shownCount(trace.spans)} {trace.spans === 1 ? 'span' : 'spans'}
        </span>
      </span>
      <span class="trace-age">{shownAge(trace.startMs, nowMs)}</span>
    </div>
  ),
);

function stateOf({ isOpen, hasFailed, errors }: TraceSummary): string {
  if (isOpen) return 'running';
  if (hasFailed) return 'failed';
  return errors > 0 ? 'with errors' : 'ok';
}

function choose({ traceId: chosen }: TraceSummary): void {
  if (comparing.peek()) compareWith(chosen);
  else open(chosen);
}

function listKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) stepTrace(step);
  else if (event.key === 'Enter' && candidate.peek() !== undefined) compareWith(candidate.peek() ?? '');
  else if (event.key === 'Enter') document.getElementById('tree')?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Shows the next trace of the list, or the one before; points at it, while one is chosen to compare with. */
export function stepTrace(step: number): void {
  const { traces: shown } = traces.peek();
  const from = candidate.peek() ?? traceId.peek();
  const index = shown.findIndex((trace) => trace.traceId === from);
  const next = shown[Math.min(Math.max(index + step, 0), shown.length - 1)];
  if (next === undefined) return;
  if (comparing.peek()) candidate.value = next.traceId;
  else open(next.traceId);
}

/** Another trace is looked at as the one before. */
function open(chosen: string): void {
  const view = isOverview.peek() ? 'timeline' : route.peek().view;
  go({ traceId: chosen, spanId: undefined, beforeId: undefined, view });
}
