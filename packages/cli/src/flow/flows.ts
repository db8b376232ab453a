/**
 * Flows on the command line:
 *
 *   .bud/flow.jsonl, and what was put aside from it ─ flows ──┐
 *   --clickhouse, the table flow_events ─ clickhouse-flows ───┴─▶ flows by id ─ answers ─▶ list, show, query, export
 *                   └ tail ─▶ what is added to the file, line by line
 * The package is loaded when a flow is asked for, and its part for files needs nothing that records.
 */
import { basename, dirname, join, resolve } from 'node:path';
import type * as FlowTools from '@bud/flow/file';
import type { FlowEvent, FlowLog, FlowQuery } from '@bud/flow/file';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';

type Tools = typeof FlowTools;

/** Flows that can be asked for. An id may be the beginning of one; {@link BadInput} where there is none, or more than one. */
export interface OpenFlows {
  readonly all: () => Promise<readonly FlowLog[]>;
  readonly named: (id: string | undefined) => Promise<FlowLog>;
  /** Events of a flow, or without an id of all. */
  readonly query: (id: string | undefined, wanted: FlowQuery) => Promise<readonly FlowEvent[]>;
  readonly close: () => Promise<void>;
}

/** Where `@bud/flow` writes to when it is not told otherwise. */
export const defaultFlowFile = '.bud/flow.jsonl';

/** The file that a call asks for, as it was written, and absolute. */
export function flowFileOf({ flags, folder }: Call): readonly [written: string, path: string] {
  const given = flags.get('file');
  const written = typeof given === 'string' ? given : defaultFlowFile;
  return [written, resolve(folder, written)];
}

/** Reads the file, and those that were put aside from it; says which lines are damaged. */
export async function openFlowFiles(call: Call): Promise<OpenFlows> {
  const [tools, { rotatedFiles }] = await Promise.all([import('@bud/flow/file'), import('@bud/trace/file')]);
  const [written, path] = flowFileOf(call);
  const aside = (await rotatedFiles(path)).map((file) => [join(dirname(written), basename(file)), file] as const);
  const events = [...aside, [written, path] as const].flatMap(([shown, file]) => eventsIn(call, tools, shown, file));
  const flows = tools.flowsOf(events);
  const named = async (id: string | undefined): Promise<FlowLog> => {
    const wanted = idNamed(
      id,
      flows.map(({ flow_id: own }) => own),
    );
    // Proof of the cast: it is one of theirs.
    return flows.find(({ flow_id: own }) => own === wanted) as FlowLog;
  };
  return {
    all: async () => flows,
    named,
    query: async (id, wanted) => tools.matchingEvents(id === undefined ? events : (await named(id)).events, wanted),
    close: async () => {},
  };
}

function eventsIn({ terminal }: Call, { readFlow }: Tools, written: string, path: string): readonly FlowEvent[] {
  try {
    const { events, damagedLines } = readFlow(path);
    const [first, ...others] = damagedLines;
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    const warning = terminal.errColors.yellow('warning');
    if (first !== undefined) terminal.err.write(`${warning} ${written}: line ${first}${more} is no event.\n`);
    return events;
  } catch (error) {
    throw fileFailure('read', written, error);
  }
}

/** The one id that begins like that. */
export function idNamed(id: string | undefined, ids: readonly string[]): string {
  if (id === undefined) throw new BadInput('the id of a flow is missing', '`bud flow list` shows them.');
  const found = ids.filter((own) => own.startsWith(id));
  const [only] = found.length > 1 ? found.filter((own) => own === id) : found;
  if (only !== undefined) return only;
  const what = found.length > 1 ? `${found.length} flows begin with "${id}"` : `there is no flow "${id}"`;
  throw new BadInput(what, '`bud flow list` shows them.');
}

const levels = ['trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal'];
const types = ['entry', 'exit', 'error', 'metric'];

/** Which events the flags ask for. */
export function queryOf({ flags }: Call): FlowQuery {
  const textOf = (name: string, values?: readonly string[]): string | undefined => {
    const value = flags.get(name);
    if (typeof value !== 'string') return undefined;
    if (values?.includes(value) === false)
      throw new BadInput(`unknown ${name} "${value}"`, `It is one of ${values.join(', ')}.`);
    return value;
  };
  const momentOf = (name: string): string | undefined => {
    const value = textOf(name);
    if (value !== undefined && Number.isNaN(Date.parse(value)))
      throw new BadInput(`\`--${name}\` is no moment: "${value}"`, 'Write it as 2026-11-27T12:00:00Z.');
    return value;
  };
  const query = { node: textOf('node'), level: textOf('level', levels), type: textOf('type', types) };
  const wanted = { ...query, from: momentOf('from'), to: momentOf('to') };
  // Proof of the cast: levels and types are among those that there are.
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as FlowQuery;
}
