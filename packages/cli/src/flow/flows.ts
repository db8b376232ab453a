/**
 * Flow files on the command line:
 *
 *   .bud/flow.jsonl, and what was put aside from it ─ flows ─▶ flows by id ─ answers ─▶ list, show, query, export
 *                   └ tail ─▶ what is added, line by line
 * The package is loaded when a flow is asked for, and its part for files needs nothing that records.
 */
import { basename, dirname, join, resolve } from 'node:path';
import type * as FlowTools from '@bud/flow/file';
import type { FlowEvent, FlowLog, FlowQuery } from '@bud/flow/file';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';

type Tools = typeof FlowTools;

/** What a flow file holds, with those that were put aside from it. */
export interface OpenFlows {
  readonly tools: Tools;
  readonly events: readonly FlowEvent[];
  readonly flows: readonly FlowLog[];
  /** The flow whose id begins like that. Throws {@link BadInput} where there is none, or more than one. */
  readonly flowNamed: (id: string | undefined) => FlowLog;
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
export async function openFlows(call: Call): Promise<OpenFlows> {
  const [tools, { rotatedFiles }] = await Promise.all([import('@bud/flow/file'), import('@bud/trace/file')]);
  const [written, path] = flowFileOf(call);
  const aside = (await rotatedFiles(path)).map((file) => [join(dirname(written), basename(file)), file] as const);
  const events = [...aside, [written, path] as const].flatMap(([shown, file]) => eventsIn(call, tools, shown, file));
  const flows = tools.flowsOf(events);
  return { tools, events, flows, flowNamed: (id) => named(id, flows) };
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

function named(id: string | undefined, flows: readonly FlowLog[]): FlowLog {
  if (id === undefined) throw new BadInput('the id of a flow is missing', '`bud flow list` shows them.');
  const found = flows.filter(({ flow_id: own }) => own.startsWith(id));
  const [only] = found.length > 1 ? found.filter(({ flow_id: own }) => own === id) : found;
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
