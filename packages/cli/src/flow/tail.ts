import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { flowFileOf, queryOf } from './flows.ts';

const everyMs = 100;

/** Prints events as they are added to the file, until the process is interrupted; a file that is not there yet is waited for. */
export async function tailFlows(call: Call, id: string | undefined): Promise<ExitCode> {
  const { parseFlowFile, matchingEvents, eventLine } = await import('@bud/flow/file');
  const [, path] = flowFileOf(call);
  const query = queryOf(call);
  const line = call.flags.has('json') ? JSON.stringify : eventLine;
  const stopped = new AbortController();
  const onSignal = (): void => stopped.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  let position = positionOf(path);
  let rest = Buffer.alloc(0);
  while (!stopped.signal.aborted) {
    const now = positionOf(path);
    // Put aside, or begun anew: everything in the new file is new.
    if (now.inode !== position.inode || now.size < position.size)
      [position, rest] = [{ inode: now.inode, size: 0 }, Buffer.alloc(0)];
    const added = Buffer.concat([rest, bytesBetween(path, position.size, now.size)]);
    const end = added.lastIndexOf(0x0a) + 1;
    rest = added.subarray(end);
    position = now;
    const { events } = parseFlowFile(added.subarray(0, end).toString('utf8'));
    const own = events.filter(({ flow_id: flowId }) => id === undefined || flowId.startsWith(id));
    for (const event of matchingEvents(own, query)) call.terminal.out.write(`${line(event)}\n`);
    await setTimeout(everyMs, undefined, { signal: stopped.signal }).catch(() => {});
  }
  return exitCodes.fine;
}

interface TailPosition {
  readonly inode: number;
  readonly size: number;
}

function positionOf(path: string): TailPosition {
  const there = statSync(path, { throwIfNoEntry: false });
  return there === undefined ? { inode: 0, size: 0 } : { inode: there.ino, size: there.size };
}

function bytesBetween(path: string, start: number, end: number): Buffer {
  if (end <= start) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(end - start);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
  } finally {
    closeSync(file);
  }
}
