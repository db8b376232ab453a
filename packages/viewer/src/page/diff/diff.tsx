import { diffTraces, type SpanPair, type TraceSpan } from '@bud/trace';
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { conversationOf } from '../../message/conversation.ts';
import { JsonTree } from '../detail/json-tree.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeMark } from '../show/type-mark.tsx';
import type { OpenTrace } from '../state/open-trace.ts';
import { go } from '../state/route.ts';
import { criticalMs, criticalParts, type CriticalParts } from '../timeline/critical.ts';
import { useVirtualRows } from '../timeline/virtual.ts';
import { before, beforeProblem, loadBefore } from './before.ts';
import { pairRows, stateOf, type PairRow } from './pair-rows.ts';

const rowPx = 28;
const onlyDifferent = signal(true);
const chosen = signal<SpanPair | undefined>(undefined);

/** Two runs side by side: what came, what went, and what changed. */
export function Diff({ beforeId, after }: { readonly beforeId: string; readonly after: OpenTrace }): JSX.Element {
  useEffect(() => {
    chosen.value = undefined;
    void loadBefore(beforeId);
  }, [beforeId]);
  const earlier = before.value;
  if (earlier?.traceId !== beforeId)
    return (
      <div class="empty" role="status">
        <p>{beforeProblem.value ?? `Reading ${beforeId} …`}</p>
        <button type="button" class="button" onClick={() => go({ beforeId: undefined })}>
          Close
        </button>
      </div>
    );
  return <Compared before={earlier} after={after} />;
}

function Compared({ before, after }: { readonly before: OpenTrace; readonly after: OpenTrace }): JSX.Element {
  const diff = useMemo(() => diffTraces(before.trace, after.trace), [before, after]);
  const rows = useMemo(() => pairRows(diff.pairs, onlyDifferent.value, hasOtherMessages), [diff, onlyDifferent.value]);
  const waits = useMemo(() => [before, after].map(({ trace }) => criticalParts(trace.roots)), [before, after]);
  const virtual = useVirtualRows(rows.length, rowPx);
  return (
    <section class="diff" aria-label="Comparison">
      <header class="trace-head">
        <h2>
          {before.trace.roots[0]?.name ?? ''} <span class="is-dim">before and after</span>
        </h2>
        <button
          type="button"
          class="button"
          aria-pressed={onlyDifferent.value}
          onClick={() => (onlyDifferent.value = !onlyDifferent.value)}
        >
          Only differences
        </button>
        <button type="button" class="button" onClick={() => go({ beforeId: undefined })}>
          Close
        </button>
      </header>
      <Sums before={before} after={after} />
      <div class="diff-rows" ref={virtual.scroller} tabIndex={0} role="region" aria-label="Spans of both runs">
        <ul style={{ height: `${virtual.heightPx}px` }}>
          {virtual.items.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : <PairLine key={index} row={row} topPx={start} waits={waits} />;
          })}
        </ul>
        {rows.length === 0 && <p class="empty">Both runs did the same.</p>}
      </div>
      {chosen.value !== undefined && <Changes pair={chosen.value} waits={waits} />}
    </section>
  );
}

function Sums({ before, after }: { readonly before: OpenTrace; readonly after: OpenTrace }): JSX.Element {
  const labels = ['Duration', 'Spans', 'Errors', 'Input tokens', 'Output tokens', 'Cost'];
  const shown = [shownDuration, shownCount, shownCount, shownCount, shownCount, shownCost];
  const [was, is] = [sumsOf(before), sumsOf(after)];
  return (
    <div class="sums-scroller" tabIndex={0} role="region" aria-label="Sums">
      <table class="sums">
        <thead>
          <tr>
            <th scope="col">Run</th>
            {labels.map((label) => (
              <th key={label} scope="col" class="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(
            [
              ['before', was],
              ['after', is],
            ] as const
          ).map(([name, values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={index} class="number">
                  {shown[index]?.(value)}
                  {name === 'after' && <Change from={was[index] ?? 0} to={value} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sumsOf({ trace, errors, endMs, startMs }: OpenTrace): readonly number[] {
  const { inputTokens, outputTokens, costUsd } = trace.usage;
  return [endMs - startMs, trace.spans.length, errors, inputTokens, outputTokens, costUsd];
}

function Change({ from, to }: { readonly from: number; readonly to: number }): JSX.Element | null {
  if (from === to || from === 0) return null;
  const part = (to / from - 1) * 100;
  return (
    <span class={part > 0 ? 'more' : 'less'}>
      {part > 0 ? '+' : '−'}
      {Math.abs(part).toFixed(Math.abs(part) < 10 ? 1 : 0)} %
    </span>
  );
}

const signs = { came: '+', went: '−', changed: '~', same: ' ' } as const;

function PairLine({
  row: { pair, depth },
  topPx,
  waits,
}: {
  readonly row: PairRow;
  readonly topPx: number;
  readonly waits: readonly CriticalParts[];
}): JSX.Element | null {
  const { before: was, after: is } = pair;
  const span = is ?? was;
  if (span === undefined) return null;
  const state = stateOf(pair, hasOtherMessages);
  return (
    <li class={`pair is-${state}`} style={{ transform: `translateY(${topPx}px)` }}>
      <button type="button" aria-pressed={chosen.value === pair} onClick={() => (chosen.value = pair)}>
        <span class="sign" title={state}>
          {signs[state]}
        </span>
        <span class="tree-label" style={{ paddingLeft: `${Math.min(depth, 20) * 14}px` }}>
          <TypeMark span={span} /> {span.name}
        </span>
        <span class="pair-what">{pair.changes.map(({ what }) => what).join(', ')}</span>
        {[was, is].map((each, run) => {
          const ms = criticalMs(waits[run], each);
          return (
            <span
              key={run}
              class={`number${ms > 0 ? ' is-critical' : ''}`}
              {...(ms > 0 && { title: `${shownDuration(ms)} of the critical path` })}
            >
              {each === undefined ? '' : durationOf(each)}
            </span>
          );
        })}
      </button>
    </li>
  );
}

function durationOf({ durationMs }: TraceSpan): string {
  return durationMs === undefined ? '…' : shownDuration(durationMs);
}

function Changes({ pair, waits }: { readonly pair: SpanPair; readonly waits: readonly CriticalParts[] }): JSX.Element {
  const { before: was, after: is, changes } = pair;
  const messages = [was, is].map((span) => (span === undefined ? [] : conversationOf(span)));
  return (
    <div class="changes" tabIndex={0} role="region" aria-label="What changed">
      <CriticalChange fromMs={criticalMs(waits[0], was)} toMs={criticalMs(waits[1], is)} />
      {changes.map(({ what, before: from, after: to }) => (
        <div key={what} class="change">
          <h3>{what}</h3>
          <div class="was">
            <JsonTree value={from} />
          </div>
          <div class="is">
            <JsonTree value={to} />
          </div>
        </div>
      ))}
      {messages.some((each) => each.length > 0) && (
        <div class="change">
          <h3>messages</h3>
          <div class="was">
            <MessageList messages={messages[0] ?? []} />
          </div>
          <div class="is">
            <MessageList messages={messages[1] ?? []} />
          </div>
        </div>
      )}
      {changes.length === 0 && messages.every((each) => each.length === 0) && (
        <p class="is-dim">
          {was === undefined
            ? 'Only the later run has it.'
            : is === undefined
              ? 'Only the earlier run has it.'
              : 'It did the same.'}
        </p>
      )}
    </div>
  );
}

/** How long each run waited for it. */
function CriticalChange({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): JSX.Element | null {
  if (fromMs === 0 && toMs === 0) return null;
  return (
    <p class="is-dim">
      <span class="critical-key" aria-hidden="true" /> Of the critical path: {shownDuration(fromMs)} →{' '}
      {shownDuration(toMs)} <Change from={fromMs} to={toMs} />
    </p>
  );
}

function hasOtherMessages({ before: was, after: is }: SpanPair): boolean {
  if (was === undefined || is === undefined) return false;
  return JSON.stringify(conversationOf(was)) !== JSON.stringify(conversationOf(is));
}
