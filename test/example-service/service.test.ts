import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install } from '../install.mjs';
import { missing, startServer, type Server } from '../integrations/servers.ts';
import { startReceiver, type Receiver } from '../otlp/receiver.ts';
import type { ReceivedSpan } from '../otlp/decode.ts';

const folder = fileURLToPath(new URL('../../examples/service', import.meta.url));

/** A process of the service, where it answers, and what it said. */
interface Program {
  readonly process: ChildProcess;
  readonly url: string;
  readonly said: () => string;
}

const reasons = [missing('postgresql'), missing('redis')].filter((reason) => reason !== undefined);
if (reasons.length > 0) process.stderr.write(`Not tested: examples/service, because ${reasons.join(' and ')}.\n`);

describe.skipIf(reasons.length > 0)('the service, with a real PostgreSQL and a real Redis', () => {
  const servers: Server[] = [];
  let receiver: Receiver;
  let programs: readonly Program[] = [];
  let exits: readonly unknown[];
  let answer: unknown;

  beforeAll(async () => {
    await install('examples/service');
    const [postgres, redis] = await Promise.all([startServer('postgresql'), startServer('redis')]);
    servers.push(postgres, redis);
    receiver = await startReceiver();
    const environment = {
      DATABASE_URL: `postgres://bud@127.0.0.1:${postgres.port}/postgres`,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      BUD_OBSERVE_ENDPOINT: receiver.url,
      // Only the end of a process sends: what arrives was not lost there.
      OTEL_BSP_SCHEDULE_DELAY: '600000',
      PORT: '0',
    };
    const courier = await start('courier', environment);
    const shop = await start('shop', { ...environment, COURIER_URL: courier.url });
    programs = [courier, shop];
    answer = await order(shop.url);
    await delivered(shop.url);
    exits = await Promise.all(
      [shop, courier].map(async ({ process: ending }) => {
        const ended = once(ending, 'exit');
        ending.kill('SIGTERM');
        return (await ended)[0] as unknown;
      }),
    );
  }, 300_000);

  afterAll(async () => {
    for (const { process: left } of programs) left.kill('SIGKILL');
    await receiver?.close();
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('makes one trace of a request: database, Redis, queue, thread, second process', async () => {
    const root = receiver.spans.find(({ name }) => name === 'POST /orders');
    expect(root?.parentSpanId).toBe('');
    const trace = receiver.spans.filter(({ traceId }) => traceId === root?.traceId);
    await expect(`${treeOf(trace, '').join('\n')}\n`).toMatchFileSnapshot('trace.txt');
  });

  it('answers, and ends as it should when it is told to', () => {
    expect(answer).toEqual({ id: 1, plant: 'tulip', count: 30, state: 'placed' });
    expect(exits).toEqual([0, 0]);
    expect(programs.map(({ said }) => said())).toEqual(['', '']);
  });

  it('leaves no span of a tracked function outside of the trace', () => {
    const traces = new Set(receiver.spans.filter(({ scope }) => scope === 'bud').map(({ traceId }) => traceId));
    expect(traces.size).toBe(1);
  });
});

/** Starts a process of the service; resolves when it says where it answers. */
async function start(name: string, environment: Readonly<Record<string, string>>): Promise<Program> {
  const { PATH = '' } = process.env;
  const started = spawn(process.execPath, ['--import', '@bud/swc/register', `src/${name}.ts`], {
    cwd: folder,
    env: { PATH, ...environment },
  });
  let said = '';
  started.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  for await (const line of createInterface(started.stdout)) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return { process: started, url, said: () => said };
  }
  throw new Error(`${name} does not start:\n${said}`);
}

async function order(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ plant: 'tulip', count: 30 }),
  });
  expect(answer.status).toBe(202);
  return answer.json();
}

async function delivered(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    // Proof of the cast: what the service answers.
    const { state } = (await (await fetch(`${url}/orders/1`)).json()) as { readonly state: string };
    if (state === 'delivered') return;
    await setTimeout(100);
  }
  throw new Error('The order was not delivered.');
}

/** A line a span: its service, its kind, its name; siblings in the order of their starts. */
function treeOf(spans: readonly ReceivedSpan[], parent: string, depth = 0): readonly string[] {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === parent)
    .toSorted((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
    .flatMap(({ spanId, name, resource, kind }) => [
      `${'  '.repeat(depth)}${String(resource['service.name'])} ${kind.replace('SPAN_KIND_', '').toLowerCase()} ${name}`,
      ...treeOf(spans, spanId, depth + 1),
    ]);
}
