import type { FlowEvent } from '../event/event.ts';
import { formatFlowLog, writeWhole, type FlowFormat } from '../log/export.ts';
import { flowLogOf, type FlowLog } from '../log/flow-log.ts';
import { matchingEvents, type FlowQuery } from '../log/query.ts';
import { watching } from './configure.ts';
import { recording } from './recorder.ts';

/** Where a log is written to, and how. */
export interface FlowExport {
  /** `jsonl` when absent. */
  readonly format?: FlowFormat;
  readonly path: string;
}

/**
 * What a flow of this process did, as far as the buffer holds it: events in order, the tree of spans, totals. Undefined for
 * an id without events.
 *
 * @example
 * import { configureFlow, flow, getFlowLog } from '@bud/flow';
 *
 * configureFlow({ enabled: true });
 * flow.run({ id: '42' }, () => flow.metric('llm.answer', { tokens: 150, cost_usd: 0.003 }));
 * getFlowLog('42')?.totals.tokens; // 150
 */
export function getFlowLog(flowId: string): FlowLog | undefined {
  watching()?.writeEntries();
  const stored = recording.recorder?.store.get(flowId);
  // Proof of the cast: the recorder wrote these lines.
  return (
    stored &&
    flowLogOf(
      flowId,
      stored.lines.map((line) => JSON.parse(line) as FlowEvent),
      stored.dropped,
    )
  );
}

/** The ids of the flows that have events, the oldest first. */
export function flowIds(): readonly string[] {
  watching()?.writeEntries();
  return recording.recorder?.store.ids ?? [];
}

/**
 * Events of a flow, by node, level, type and time. Throws a `TypeError` for a moment that is none.
 *
 * @example
 * import { configureFlow, flow, query } from '@bud/flow';
 *
 * configureFlow({ enabled: true });
 * flow.run({ id: '42' }, () => flow.log('llm.answer', 'error', { message: 'no answer' }));
 * query('42', { node: 'llm.*', level: 'error' }).map(({ message }) => message); // ['no answer']
 */
export function query(flowId: string, wanted: FlowQuery = {}): readonly FlowEvent[] {
  return matchingEvents(getFlowLog(flowId)?.events ?? [], wanted);
}

/**
 * Writes the log of a flow to a file: all of it, or nothing. Throws an `Error` for an id without events, and what the file
 * system throws.
 *
 * @example
 * import { configureFlow, exportFlow, flow, readFlow } from '@bud/flow';
 *
 * configureFlow({ enabled: true });
 * flow.run({ id: '42' }, () => {});
 * exportFlow('42', { format: 'json', path: 'flow-42.json' });
 * readFlow('flow-42.json').events.length; // 2
 */
export function exportFlow(flowId: string, { format = 'jsonl', path }: FlowExport): void {
  const log = getFlowLog(flowId);
  if (log === undefined) throw new Error(`There is no flow ${JSON.stringify(flowId)} in the buffer.`);
  writeWhole(path, formatFlowLog(log, format));
}
