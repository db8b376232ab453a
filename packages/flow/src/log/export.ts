import type { FlowLog } from './flow-log.ts';
import { files } from '../platform/host.ts';

/** `jsonl`: the events, one a line. `json`: one document, with the tree of spans and totals. */
export type FlowFormat = 'json' | 'jsonl';

/**
 * A log as text. In the document each event has a line of its own as well, so that what is left of a damaged one can be read.
 */
export function formatFlowLog({ flow_id: id, totals, spans, events }: FlowLog, format: FlowFormat): string {
  const lines = events.map((event) => JSON.stringify(event));
  if (format === 'jsonl') return lines.map((line) => `${line}\n`).join('');
  const rest = `"totals":${JSON.stringify(totals)},"spans":${JSON.stringify(spans)}}`;
  return `{"flow_id":${JSON.stringify(id)},"events":[\n${lines.join(',\n')}\n],\n${rest}\n`;
}

/** Writes a file so that there is either all of it or what was there before. Throws what the file system throws. */
export function writeWhole(path: string, text: string): void {
  const system = files(`to write ${path} to`);
  const folder = path.replace(/[\\/]?[^\\/]*$/, '');
  if (folder !== '') system.mkdirSync(folder, { recursive: true });
  const beside = `${path}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    system.writeFileSync(beside, text, { flush: true });
    system.renameSync(beside, path);
  } catch (error) {
    system.rmSync(beside, { force: true });
    throw error;
  }
}
