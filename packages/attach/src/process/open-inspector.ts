import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { AttachError } from '../attach-error.ts';
import { listTargets, type Target } from '../inspector/endpoint.ts';
import type { RunningProcess } from './process-data.ts';
import { portsOf, processOf, runtimeOf } from './running-process.ts';

/** A process that listens to an inspector's commands. */
export interface OpenedProcess {
  readonly target: Target;
  /** False where its inspector was open already. */
  readonly wasOpened: boolean;
}

/** Where Node's inspector listens when it is not told otherwise. */
export const defaultPort = 9229;
const openMs = 3000;
const lookMs = 20;

/** Where there is no way in by a signal. */
const otherWay = 'Start it with `--inspect`, and attach to the address that it prints.';

/**
 * Makes a Node process of this user open its inspector, unless it is open. Rejects with an {@link AttachError} that says why
 * that cannot be; a process that would not survive the signal gets none.
 */
export async function openInspector(pid: number): Promise<OpenedProcess> {
  const running = ownProcess(pid);
  const known = await openedAlready(running);
  if (known !== undefined) return { target: known, wasOpened: false };
  if (runtimeOf(running) !== 'node')
    throw new AttachError(
      `process ${pid} runs ${running.executable}, which opens its inspector only when it starts`,
      `Start it with \`${running.executable} --inspect\`, and attach to the address that it prints.`,
    );
  if (running.catchesUsr1 === false)
    throw new AttachError(
      `process ${pid} forbids its inspector: it was started with \`--disable-sigusr1\` or \`--permission\``,
      otherWay,
    );
  const before = portsOf(pid);
  signal(pid);
  return { target: await openedSoon(pid, before), wasOpened: true };
}

function ownProcess(pid: number): RunningProcess {
  const running = processOf(pid);
  if (running === undefined)
    throw new AttachError(`there is no process ${pid}`, '`bud attach` alone lists those that can be attached to.');
  if (process.getuid !== undefined && running.uid !== process.getuid())
    throw new AttachError(
      `process ${pid} belongs to another user`,
      'Only the user who runs a program may look into it: run `bud` as that user.',
    );
  if (runtimeOf(running) === undefined)
    throw new AttachError(
      `process ${pid} runs ${running.executable}, which is no JavaScript runtime`,
      '`bud attach` alone lists those that can be attached to.',
    );
  return running;
}

/** Asks only ports that are an inspector's: another one is the program's, which would see a request. */
async function openedAlready({ pid, words }: RunningProcess): Promise<Target | undefined> {
  const named = words.flatMap((word) => /^--inspect(?:-brk|-wait|-port)?=(?:.*:)?(\d+)/.exec(word)?.[1] ?? []);
  const ports = portsOf(pid).filter((port) => port === defaultPort || named.includes(String(port)));
  for (const port of ports) {
    const [target] = await listTargets(`127.0.0.1:${port}`).catch(() => []);
    if (target !== undefined) return target;
  }
  return undefined;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGUSR1');
  } catch (error) {
    throw new AttachError(
      `process ${pid} cannot be signalled: ${error instanceof Error ? error.message : String(error)}`,
      otherWay,
      error,
    );
  }
}

async function openedSoon(pid: number, before: readonly number[]): Promise<Target> {
  return (await newTarget(pid, before)) ?? Promise.reject(notOpened(pid, await portIsTaken()));
}

/** What listens at a port that is new, which is the inspector's; undefined where there is none soon. */
export async function newTarget(pid: number, before: readonly number[]): Promise<Target | undefined> {
  const until = Date.now() + openMs;
  while (Date.now() < until) {
    for (const port of portsOf(pid).filter((each) => !before.includes(each))) {
      const [target] = await listTargets(`127.0.0.1:${port}`).catch(() => []);
      if (target !== undefined) return target;
    }
    await setTimeout(lookMs);
  }
  return undefined;
}

/** Whether somebody listens where Node's inspector would. */
function portIsTaken(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(true))
      .listen(defaultPort, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}

function notOpened(pid: number, isTaken: boolean): AttachError {
  if (processOf(pid) === undefined)
    return new AttachError(`process ${pid} has ended`, '`bud attach` alone lists those that run.');
  if (isTaken)
    return new AttachError(
      `process ${pid} cannot open its inspector: port ${defaultPort} is taken by that of another process`,
      'End that one first, or start this one with `--inspect-port=0`.',
    );
  return new AttachError(
    `process ${pid} did not open its inspector: it handles SIGUSR1 itself, and has seen it once, or may not open one`,
    otherWay,
  );
}
