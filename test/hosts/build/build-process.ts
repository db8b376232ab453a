import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { HostBuild } from '../host.ts';

/** What a process printed while it did what it was asked for. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  /** The process ended instead of finishing. */
  readonly hasEnded: boolean;
}

/** A build as it travels to another process, which changes neither its environment nor its folder by itself. */
export interface BuildRequest extends Omit<HostBuild, 'runtime'> {
  readonly isRuntimeExternal: boolean;
  readonly format: 'esm' | 'cjs';
  readonly selection: string | undefined;
}

export function toRequest({ runtime = 'external', ...build }: HostBuild, extension: 'mjs' | 'cjs'): BuildRequest {
  return {
    ...build,
    isRuntimeExternal: runtime === 'external',
    format: extension === 'mjs' ? 'esm' : 'cjs',
    selection: process.env['BUD_TRACK'],
  };
}

/**
 * Gives a function that asks a process of its own, one request after the other. The process starts with the first request,
 * reads each as a line of JSON, and ends what it prints for one with a `\0` on both streams.
 */
export function createBuildProcess(command: string, args: readonly string[]): (request: object) => Promise<Printed> {
  let running: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();

  return (request) => {
    const answer = last.then(() => ask((running ??= start()), request));
    last = answer;
    return answer;
  };

  function start(): ChildProcess {
    const started = spawn(command, args);
    started.once('exit', () => (running = undefined));
    return started;
  }
}

async function ask(child: ChildProcess, request: object): Promise<Printed> {
  const ended = new Promise<true>((resolve) => child.once('close', () => resolve(true)));
  const [stdout, stderr] = [textUntilZero(child.stdout), textUntilZero(child.stderr)];
  hold(child, 'ref');
  child.stdin?.write(`${JSON.stringify(request)}\n`);
  const hasEnded = await Promise.race([ended, Promise.all([stdout.isFinished, stderr.isFinished]).then(() => false)]);
  hold(child, 'unref');
  return { stdout: stdout.text(), stderr: stderr.text(), hasEnded };
}

/** Only while it is asked does the process keep this one running; it ends when its input does. */
function hold(child: ChildProcess, how: 'ref' | 'unref'): void {
  child[how]();
  // Proof of the cast: Node's pipes to a process are sockets.
  for (const pipe of [child.stdin, child.stdout, child.stderr] as readonly (Socket | null)[]) pipe?.[how]();
}

function textUntilZero(stream: NodeJS.ReadableStream | null): {
  readonly text: () => string;
  readonly isFinished: Promise<void>;
} {
  let text = '';
  const isFinished = new Promise<void>((resolve) => {
    const read = (chunk: Buffer | string): void => {
      text += chunk.toString();
      if (!text.endsWith('\0')) return;
      text = text.slice(0, -1);
      stream?.off('data', read);
      resolve();
    };
    stream?.on('data', read);
  });
  return { text: () => text, isFinished };
}
