import type { FlowLog, FlowSpan } from '@bud/flow/file';
import { resolve } from 'node:path';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { openClickHouseFlows } from './clickhouse-flows.ts';
import { oneLine } from '@bud/value/recorded';
import { openFlowFiles, queryOf, type OpenFlows } from './flows.ts';

/** Answers from the flows that a call asks for. */
async function answering<Answer>(call: Call, answer: (opened: OpenFlows) => Promise<Answer>): Promise<Answer> {
  const url = call.flags.get('clickhouse');
  const opened = typeof url === 'string' ? await openClickHouseFlows(url) : await openFlowFiles(call);
  try {
    return await answer(opened);
  } finally {
    await opened.close();
  }
}

/** Prints a line for each flow, the oldest first. */
export async function listFlows(call: Call): Promise<ExitCode> {
  const flows = await answering(call, ({ all }) => all());
  const { terminal, flags } = call;
  const summaries = flows.map(({ flow_id: id, totals, events }) => ({
    flow_id: id,
    start: events[0]?.timestamp,
    ...totals,
  }));
  if (flags.has('json')) terminal.out.write(`${JSON.stringify({ flows: summaries }, null, 2)}\n`);
  else for (const log of flows) terminal.out.write(`${summary(log)}\n`);
  return exitCodes.fine;
}

/** Prints a flow as a tree, with its totals. */
export async function showFlow(call: Call, id: string | undefined): Promise<ExitCode> {
  const log = await answering(call, ({ named }) => named(id));
  const { terminal, flags } = call;
  if (flags.has('json')) terminal.out.write(`${JSON.stringify(log, null, 2)}\n`);
  else terminal.out.write([summary(log), ...log.spans.flatMap((span) => branch(span, '', '', log)), ''].join('\n'));
  return exitCodes.fine;
}

/** Prints events, of one flow or of all. */
export async function queryEvents(call: Call, id: string | undefined): Promise<ExitCode> {
  const { eventLine } = await import('@bud/flow/file');
  const found = await answering(call, ({ query }) => query(id, queryOf(call)));
  const line = call.flags.has('json') ? JSON.stringify : eventLine;
  for (const event of found) call.terminal.out.write(`${line(event)}\n`);
  return exitCodes.fine;
}

/** Writes the log of a flow, to a file or to the standard output. */
export async function exportOne(call: Call, id: string | undefined): Promise<ExitCode> {
  const { formatFlowLog, writeWhole } = await import('@bud/flow/file');
  const { flags, terminal, folder } = call;
  const [format = 'jsonl', out] = [flags.get('format'), flags.get('out')];
  if (format !== 'json' && format !== 'jsonl')
    throw new BadInput(`unknown format "${String(format)}"`, 'It is json or jsonl.');
  const text = formatFlowLog(await answering(call, ({ named }) => named(id)), format);
  if (typeof out !== 'string') terminal.out.write(text);
  else
    try {
      writeWhole(resolve(folder, out), text);
    } catch (error) {
      throw fileFailure('write', out, error);
    }
  return exitCodes.fine;
}

function summary({ flow_id: id, totals, events, spans }: FlowLog): string {
  const start = new Date((events[0]?.timestamp ?? 0) * 1000).toISOString();
  const { duration_ms: duration, tokens, cost_usd: cost, errors } = totals;
  const names = [...new Set(spans.map(({ node }) => node))].slice(0, 3).join(', ');
  return [
    id,
    start,
    names,
    shownMs(duration),
    `${totals.events} events`,
    ...(tokens > 0 ? [`${tokens} tokens`] : []),
    ...(cost > 0 ? [`$${Number(cost.toPrecision(3))}`] : []),
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
  ]
    .map(oneLine)
    .join('  ');
}

function branch(span: FlowSpan, first: string, rest: string, log: FlowLog): readonly string[] {
  const { node, status, duration_ms: duration, children, span_id: spanId } = span;
  const own = log.events.filter((event) => event.span_id === spanId);
  const tokens = own.reduce(
    (sum, { event_type: type, metrics }) => sum + (type === 'metric' ? (metrics.tokens ?? 0) : 0),
    0,
  );
  const failure = own.find(({ event_type: type }) => type === 'error')?.message;
  const words = [
    `${first}${node}`,
    duration === undefined ? 'still open' : shownMs(duration),
    ...(tokens > 0 ? [`${tokens} tokens`] : []),
    ...(status === 'error' ? [`✗ ${failure ?? ''}`] : []),
  ];
  return [
    words.join('  ').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return branch(child, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`, log);
    }),
  ];
}

function shownMs(ms: number): string {
  return `${Number(ms.toPrecision(3))} ms`;
}
