/**
 * Traces of a project:
 *
 *   trace-files   the ones that were named, else those of the folder
 *     ├─▶ viewing      a server, until it is stopped; a program that sends to it
 *     └─▶ write-page   one file
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Viewer } from '@bud/viewer';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';
import { defaultTraceFile, traceFiles } from './trace-files.ts';

/** Starts the server, and says where the page is. */
export async function openViewer(call: Call, named: readonly string[]): Promise<Viewer> {
  const { folder, flags, terminal, environment } = call;
  const { startViewer } = await import('@bud/viewer');
  const port = portOf(flags.get('port'));
  const host = flags.get('host');
  const clickhouse = flags.get('clickhouse');
  const viewer = await startViewer({
    files: flags.has('live') || typeof clickhouse === 'string' ? [] : traceFiles(folder, named),
    root: folder,
    environment,
    report: (message) => terminal.err.write(`${terminal.errColors.yellow('bud')} ${message}\n`),
    ...(typeof clickhouse === 'string' && { clickhouse }),
    ...(named.length === 0 && { keepIn: join(folder, defaultTraceFile) }),
    ...(port !== undefined && { port }),
    ...(typeof host === 'string' && { host }),
  }).catch((error: unknown) => Promise.reject(startFailure(error, flags.get('port'), clickhouse)));
  terminal.out.write(`${terminal.outColors.bold('Traces')}  ${viewer.url}\n`);
  terminal.out.write(
    typeof clickhouse === 'string' ? 'Ctrl+C ends it.\n' : `Spans are taken at ${viewer.endpoint}. Ctrl+C ends it.\n`,
  );
  if (!viewer.hasWantedPort && clickhouse === undefined)
    terminal.err.write(
      `${terminal.errColors.yellow('bud')} port 4318 is taken by another program: what is sent there does not come here.\n`,
    );
  return viewer;
}

/** Runs a program if there is one, and ends with Ctrl+C. */
export async function viewUntilStopped(call: Call, viewer: Viewer, program: readonly string[]): Promise<void> {
  const stopped = new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
  });
  if (program.length > 0) void runProgram(call, viewer, program);
  await stopped;
  await viewer.close();
}

/** A program that sends its spans here: through our variable, and through OpenTelemetry's for other SDKs. */
async function runProgram(
  { folder, environment, terminal }: Call,
  viewer: Viewer,
  program: readonly string[],
): Promise<void> {
  const [name = '', ...args] = program;
  const child = spawn(name, args, {
    cwd: folder,
    stdio: 'inherit',
    env: {
      ...environment,
      BUD_OBSERVE_ENDPOINT: viewer.endpoint,
      OTEL_EXPORTER_OTLP_ENDPOINT: viewer.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    },
  });
  const ended = once(child, 'exit').then(
    ([code, signal]) => `${name} ended with ${String(code ?? signal)}`,
    (error: Error) => `${name} cannot be started: ${error.message}`,
  );
  terminal.err.write(`${await ended}; its traces are shown until Ctrl+C.\n`);
}

function portOf(written: string | true | undefined): number | undefined {
  if (typeof written !== 'string') return undefined;
  const port = Number(written);
  if (!/^\d+$/.test(written) || port > 65_535)
    throw new BadInput(`"${written}" is no port`, 'Write a number up to 65535; 0 is any free one.');
  return port;
}

const startErrors: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  EADDRINUSE: ['is taken by another program', 'Name another one with `--port`, or leave the flag out.'],
  EACCES: ['may not be listened at', 'Name a port from 1024 on with `--port`.'],
  EADDRNOTAVAIL: ['cannot be listened at: the address is none of this machine', 'Name one of its own with `--host`.'],
  ENOTFOUND: ['cannot be listened at: there is no such host', 'Name an address of this machine with `--host`.'],
};

/** What is printed may be read by others. */
function withoutPassword(address: string | true): string {
  if (address === true || !URL.canParse(address)) return String(address);
  const url = new URL(address);
  if (url.password !== '') url.password = '***';
  return url.href;
}

/** What a user can do something about as bad input; other errors pass through. */
function startFailure(error: unknown, port: string | true | undefined, clickhouse: string | true | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (clickhouse !== undefined && !(code in startErrors))
    return new BadInput(
      `the traces of ${withoutPassword(clickhouse)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Check the address, `http://user:password@host:8123/database`; the table is otel_traces, as the Collector makes it.',
      error,
    );
  const known = Object.hasOwn(startErrors, code) ? startErrors[code] : undefined;
  return known === undefined ? error : new BadInput(`port ${String(port ?? 4318)} ${known[0]}`, known[1], error);
}
