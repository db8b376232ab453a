import { isFlowEvent, type FlowEvent } from '../event/event.ts';
import { files } from '../platform/host.ts';
import { flowLogOf, type FlowLog } from './flow-log.ts';

/** What a flow file holds. */
export interface FlowFile {
  /** All events, in the order of the file. */
  readonly events: readonly FlowEvent[];
  /** The flows that they belong to, in the order of their first events. */
  readonly flows: readonly FlowLog[];
  /** Lines that are no events, from 1 on: what a crash has cut, or somebody has changed. */
  readonly damagedLines: readonly number[];
}

/** Reads flow files from text; what is damaged takes nothing with it that stands before or after. */
export function parseFlowFile(text: string): FlowFile {
  const events: FlowEvent[] = [];
  const damagedLines: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '' || isFrame(line)) return;
    const event = eventIn(line);
    if (event === undefined) damagedLines.push(index + 1);
    else events.push(event);
  });
  return { events, flows: flowsOf(events), damagedLines };
}

/**
 * The logs of the flows that events belong to, in the order of their first events: also of events out of more than one file.
 *
 * @example
 * import { flowsOf } from '@bud/flow/file';
 *
 * flowsOf([]); // []
 */
export function flowsOf(events: readonly FlowEvent[]): readonly FlowLog[] {
  const byFlow = new Map<string, FlowEvent[]>();
  for (const event of events) {
    const own = byFlow.get(event.flow_id);
    if (own === undefined) byFlow.set(event.flow_id, [event]);
    else own.push(event);
  }
  return [...byFlow].map(([id, own]) => flowLogOf(id, own));
}

/**
 * Reads a flow file: the one that the handler `file` writes, or one of `exportFlow`. Of a damaged file it gives every event
 * that stands on a whole line. Throws what the file system throws, and an `Error` where there are no files.
 *
 * @example
 * import { readFlow } from '@bud/flow';
 * import { writeFileSync } from 'node:fs';
 *
 * writeFileSync('cut.jsonl', '{"schema_version":1,"flow_id":"a","span');
 * readFlow('cut.jsonl'); // { events: [], flows: [], damagedLines: [1] }
 */
export function readFlow(path: string): FlowFile {
  return parseFlowFile(files(`to read ${path} from`).readFileSync(path, 'utf8'));
}

/** A line of a document that stands around its events. */
function isFrame(line: string): boolean {
  return /^\{"flow_id":"(?:[^"\\]|\\.)*","events":\[$|^\],?$|^"totals":\{.*\}$/s.test(line);
}

function eventIn(line: string): FlowEvent | undefined {
  try {
    const value = JSON.parse(line.replace(/,\s*$/, '')) as unknown;
    return isFlowEvent(value) ? value : undefined;
  } catch {
    // Damage is told of by its line.
    return undefined;
  }
}
