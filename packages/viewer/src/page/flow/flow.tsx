import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { WrittenEvent } from '../../store/written-event.ts';
import { LogLines, type LogLine } from '../logs/log-lines.tsx';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { openTrace } from '../state/open-trace.ts';

/** The log of the flow, or flows, that the trace belongs to, as `@bud/flow` has written it. */
export function FlowView(): JSX.Element {
  const open = openTrace.value;
  const lines = useMemo(() => (open?.flow ?? []).map(lineOf), [open]);
  if (open === undefined || lines.length === 0)
    return <p class="empty">No flow log: nothing of this trace stands in .bud/flow.jsonl.</p>;
  return <LogLines label="Flow log" lines={lines} startMs={open.startMs} />;
}

function lineOf({ timestamp, event_type: type, level, node, message = '', metrics, span_id }: WrittenEvent): LogLine {
  return {
    timeMs: timestamp * 1000,
    severity: type === 'error' ? 'error' : level,
    label: type,
    text: `${node} ${message}`,
    note: measured(metrics),
    spanId: span_id,
  };
}

function measured({ duration_ms: ms, tokens, cost_usd: usd, ...others }: WrittenEvent['metrics']): string {
  return [
    ...(ms === undefined ? [] : [shownDuration(ms)]),
    ...(tokens === undefined ? [] : [`${shownCount(tokens)} tok`]),
    ...(usd === undefined ? [] : [shownCost(usd)]),
    ...Object.entries(others).map(([name, value]) => `${name} ${String(value)}`),
  ].join(' · ');
}
