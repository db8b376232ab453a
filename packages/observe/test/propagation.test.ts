import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as api from '@opentelemetry/api';
import * as bud from '@bud/observe';
import type { MemoryExporter, ObserveOptions, Observing } from '@bud/observe';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isTarget } from '../src/context/targets.ts';

let observing: Observing | undefined;
let server: Server | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
  server?.close();
  server?.closeAllConnections();
});

function configured(options: ObserveOptions = {}): MemoryExporter {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], ...options });
  return memory;
}

interface WrittenSpan {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** The spans of a file of OTLP/JSON lines. */
function spansIn(path: string): readonly WrittenSpan[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const { resourceSpans = [] } = JSON.parse(line) as {
      resourceSpans?: { scopeSpans: { spans: WrittenSpan[] }[] }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  });
}

/** A service on loopback that answers with what `handle` makes of a request. */
async function serve(handle: (request: Request) => Response | Promise<Response>): Promise<string> {
  server = createServer((incoming, outgoing) => {
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const url = `http://${incoming.headers.host}${incoming.url}`;
    void Promise.resolve(handle(new Request(url, { headers, method: incoming.method ?? 'GET' }))).then(
      async (response) =>
        outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text()),
      () => outgoing.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('one trace', () => {
  it('goes through two services, a queue, a worker thread and a child process', async () => {
    const memory = configured();
    const folder = mkdtempSync(join(tmpdir(), 'bud-observe-'));
    const queue: { readonly job: string; readonly trace: bud.Carrier }[] = [];
    const origin = await serve(
      bud.wrapHandler(async () => {
        await bud.span('Storing', async () => {});
        return new Response('stored');
      }),
    );
    await bud.span('Everything', async () => {
      await bud.tracedFetch(`${origin}/orders?page=2`);
      queue.push({ job: 'mail', trace: bud.getContext() });
      const worker = new Worker(new URL('processes/worker.mjs', import.meta.url), {
        workerData: join(folder, 'worker.jsonl'),
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
      worker.postMessage({ job: 'resize', trace: bud.getContext() });
      const script = new URL('processes/report.mjs', import.meta.url).pathname;
      const child = spawn(process.execPath, [script, join(folder, 'report.jsonl')], {
        env: { ...process.env, ...bud.contextEnvironment() },
        stdio: 'inherit',
      });
      await Promise.all([once(worker, 'exit'), once(child, 'exit')]);
    });
    for (const { job, trace } of queue) bud.attachContext(trace, () => bud.span('Mailing {job}', { job }).end());
    const everything = memory.spans.find(({ name }) => name === 'Everything');
    const { traceId, spanId } = everything?.spanContext() ?? api.INVALID_SPAN_CONTEXT;
    const [report] = spansIn(join(folder, 'report.jsonl'));
    const [work] = spansIn(join(folder, 'worker.jsonl'));
    expect(report).toMatchObject({ name: 'Reporting', traceId, parentSpanId: spanId });
    expect(work).toMatchObject({ name: 'Working on {job}', traceId, parentSpanId: spanId });
    expect(new Set(memory.spans.map((span) => span.spanContext().traceId))).toEqual(new Set([traceId]));
    const client = memory.spans.find(({ kind }) => kind === api.SpanKind.CLIENT);
    const serving = memory.spans.find(({ kind }) => kind === api.SpanKind.SERVER);
    expect(serving?.parentSpanContext?.spanId).toBe(client?.spanContext().spanId);
    expect(serving?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.path': '/orders',
      'url.query': 'page=2',
    });
    expect(client?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'url.full': `${origin}/orders?page=2`,
    });
  });

  it('is answered with its id, and linked to', async () => {
    configured({ traceUrl: 'http://localhost:16686/trace/{traceId}' });
    let url: string | undefined;
    const origin = await serve(
      bud.wrapHandler(
        () => {
          url = bud.traceUrl();
          return new Response('x');
        },
        { traceIdHeader: true, route: () => '/orders/:id' },
      ),
    );
    const response = await fetch(`${origin}/orders/1`);
    expect(url).toBe(`http://localhost:16686/trace/${response.headers.get('x-trace-id')}`);
  });

  it('says that an answer or a request has failed', async () => {
    const memory = configured();
    const origin = await serve(
      bud.wrapHandler(() => {
        throw new Error('no');
      }),
    );
    await bud.tracedFetch(origin);
    await expect(bud.tracedFetch('http://127.0.0.1:9')).rejects.toThrow('fetch failed');
    expect(memory.spans.map(({ status, attributes }) => [status.code, attributes['error.type']])).toEqual([
      [api.SpanStatusCode.ERROR, 'Error'],
      [api.SpanStatusCode.ERROR, '500'],
      [api.SpanStatusCode.ERROR, 'TypeError'],
    ]);
  });
});

describe('what leaves the process', () => {
  const headersFor = async (options: ObserveOptions): Promise<Headers> => {
    const memory = configured(options);
    let received = new Headers();
    const origin = await serve((request) => {
      received = request.headers;
      return new Response('x');
    });
    await bud.withBaggage({ tenant: 'acme', other: 'x' }, async () =>
      bud.withAttributes({ 'user.id': 'u-1', 'session.id': 's-1' }, async () => bud.tracedFetch(origin)),
    );
    expect(memory.spans).toHaveLength(1);
    return received;
  };

  it('is the trace alone, unless something is listed', async () => {
    const headers = await headersFor({});
    expect(headers.get('traceparent')).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect(headers.get('baggage')).toBeNull();
  });

  it('is what is listed of baggage and attributes, and on the other side on every span', async () => {
    const headers = await headersFor({ propagateBaggage: ['tenant', 'session.id'] });
    expect(headers.get('baggage')).toBe('tenant=acme,session.id=s-1');
    const memory = configured({ propagateBaggage: ['tenant', 'session.id'] });
    bud.attachContext(Object.fromEntries(headers), () => bud.span('there').end());
    expect(memory.spans[0]?.attributes).toMatchObject({ tenant: 'acme', 'session.id': 's-1' });
  });

  it('is nothing to others', async () => {
    const headers = await headersFor({ propagateTo: ['https://api.example.com'], propagateBaggage: ['tenant'] });
    expect([headers.get('traceparent'), headers.get('baggage')]).toEqual([null, null]);
  });
});

describe('a target', () => {
  it.each([
    ['http://localhost:3000/x', [], true],
    ['http://127.0.0.1/', [], true],
    ['http://orders/x', [], true],
    ['http://orders.default.svc.cluster.local/', [], true],
    ['http://10.1.2.3/', [], true],
    ['https://api.openai.com/v1/chat', [], false],
    ['https://8.8.8.8/', [], false],
    ['https://api.example.com/x', ['https://api.example.com'], true],
    ['https://api.example.com/x', ['api.example.com'], true],
    ['https://api.example.com.evil.example/x', ['https://api.example.com'], false],
    ['https://api.example.com/v2/x', ['https://api.example.com/v1'], false],
    ['https://api.example.com/v1/x', ['https://api.example.com/v1'], true],
    ['https://a.example.com/', [/^https:\/\/\w+\.example\.com\//g], true],
    ['http://localhost/', ['https://api.example.com'], false],
    ['https://app.example.com/api', ['https://other.example.com'], true],
    ['not a url', ['*'], false],
  ] as const)('%s with %j: %s', (url, propagateTo, isOne) => {
    expect(isTarget(url, { propagateTo, ownOrigin: 'https://app.example.com' })).toBe(isOne);
  });
});

describe('serverless', () => {
  it.each([
    ['the context of Workers', (waitUntil: unknown) => [{}, { waitUntil }]],
    ['the context of Netlify', (waitUntil: unknown) => [{ waitUntil }]],
  ])('flushes within %s', async (_, rest) => {
    const memory = configured();
    const waited: Promise<unknown>[] = [];
    const handler = bud.wrapHandler(async (_request: Request, ..._rest: readonly unknown[]) => new Response('x'));
    await handler(new Request('http://localhost/'), ...rest((promise: Promise<unknown>) => waited.push(promise)));
    await Promise.all(waited);
    expect(waited).toHaveLength(1);
    expect(memory.spans.map(({ name }) => name)).toEqual(['GET']);
  });

  it('flushes within what Vercel gives', async () => {
    configured();
    const waited: Promise<unknown>[] = [];
    const key = Symbol.for('@vercel/request-context');
    Object.assign(globalThis, {
      [key]: { get: () => ({ waitUntil: (promise: Promise<unknown>) => waited.push(promise) }) },
    });
    await bud.wrapHandler(() => new Response('x'))(new Request('http://localhost/'));
    Reflect.deleteProperty(globalThis, key);
    expect(waited).toHaveLength(1);
  });
});

it.each([
  ['tracecontext', ['traceparent']],
  ['baggage', ['baggage']],
  ['none', []],
])('OTEL_PROPAGATORS=%s says what is carried', (propagators, expected) => {
  vi.stubEnv('OTEL_PROPAGATORS', propagators);
  try {
    configured({ propagateBaggage: ['tenant'] });
    bud.withBaggage({ tenant: 'acme' }, () =>
      bud.span('sending', () => expect(Object.keys(bud.getContext()).toSorted()).toEqual(expected)),
    );
  } finally {
    vi.unstubAllEnvs();
  }
});
