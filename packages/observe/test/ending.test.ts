import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { startReceiver, type Receiver } from '../../../test/otlp/receiver.ts';

const program = fileURLToPath(new URL('processes/end.mjs', import.meta.url));

/** How a process ended, and what it said. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(way: string, url?: string): Promise<Exit> {
  return new Promise((resolve) => {
    const words = [program, way, ...(url === undefined ? [] : [url])];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env: {} });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

let receiver: Receiver | undefined;
let silent: Server | undefined;
afterEach(async () => {
  await receiver?.close();
  silent?.close();
  receiver = silent = undefined;
});

/** Takes connections, and says nothing. */
async function startSilent(): Promise<string> {
  const server = (silent = createServer(() => {}).listen(0, '127.0.0.1'));
  await once(server, 'listening');
  // Proof of the cast: it listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ways = [
  'the event loop is empty',
  'process.exitCode',
  'process.exit in a handler',
  'an uncaught error',
  'an unhandled rejection',
  'an uncaught error that the program handles',
  'SIGTERM',
  'SIGINT',
  'SIGTERM, and the program exits',
  'SIGTERM, and the program goes on',
  'a flush at the top level',
  'a shutdown at the top level',
  'process.exit during a shutdown',
];

describe('what has ended arrives, what is open arrives as it is, and the process ends as without us', () => {
  test.each(ways)('%s', async (way) => {
    receiver = await startReceiver();
    const [plain, observed] = await Promise.all([run(way), run(way, receiver.url)]);
    expect(observed).toEqual(plain);
    const { spans } = receiver;
    expect(spans.find(({ name }) => name === 'ended')?.attributes['bud.track.end_reason']).toBeUndefined();
    expect(spans.find(({ name }) => name === 'open')).toMatchObject({
      attributes: { done: false, 'bud.track.end_reason': 'shutdown' },
      status: { code: 'STATUS_CODE_UNSET' },
    });
    const crash = spans.find(({ name }) => name === 'uncaught exception');
    expect(crash === undefined).toBe(!/uncaught|unhandled/.test(way));
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(crash === undefined ? 2 : 3);
    expect(new Set(receiver.metrics)).toEqual(new Set(['steps']));
  });
});

test('an uncaught error is a span with its type, message and stack', async () => {
  receiver = await startReceiver();
  await run('an uncaught error', receiver.url);
  const crash = receiver.spans.find(({ name }) => name === 'uncaught exception');
  expect(crash).toMatchObject({
    status: { code: 'STATUS_CODE_ERROR', message: 'nobody catches this' },
    attributes: { 'error.type': 'RangeError', 'bud.level': 'fatal' },
    events: [{ name: 'exception', attributes: { 'exception.type': 'RangeError' } }],
  });
});

test('a second signal does not wait', async () => {
  const url = await startSilent();
  expect(await run('SIGTERM twice', url)).toMatchObject({ signal: 'SIGTERM', stderr: '' });
});

const atShutdown = [
  'bud: not everything was sent within 1000 ms; `exitTimeoutMs` sets how long that may take.',
  'bud: otlp <url>: spans and logs are lost (no answer before the end); `lost` counts them.',
];
const atExit = [
  'bud: otlp <url>: the process ended before the last spans, logs and metrics were taken; `exitTimeoutMs` sets how long that may take.',
];

describe('a receiver that takes connections and never answers: the process ends, and says what was not sent', () => {
  test.each([
    ['the event loop is empty', atExit],
    ['process.exit in a handler', atExit],
    ['an uncaught error', atExit],
    ['SIGTERM', atShutdown],
    ['a shutdown at the top level', atShutdown],
  ])('%s', async (way, says) => {
    const url = await startSilent();
    const [plain, observed] = await Promise.all([run(way), run(way, url)]);
    const lines = observed.stderr.split('\n');
    const isOurs = (line: string): boolean => line.startsWith('bud: ');
    expect(lines.filter(isOurs).map((line) => line.replaceAll(url, '<url>'))).toEqual(says);
    expect({ ...observed, stderr: lines.filter((line) => !isOurs(line)).join('\n') }).toEqual(plain);
  });
});
