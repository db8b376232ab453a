import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { install } from '../install.mjs';
import { runProgram, treeOf, type Recorded } from './run-program.ts';

beforeAll(async () => {
  await install('test/integrations');
}, 300_000);

describe('http and fetch', () => {
  let recorded: Recorded;
  beforeAll(async () => {
    recorded = await runProgram('http.mjs');
  });

  it('make one trace of a client, a server and what it does, until they are taken back', () => {
    expect(treeOf(recorded)).toEqual([
      'shopping',
      '  GET',
      '    GET /orders/:id',
      '      answering',
      '  GET',
      '    GET /orders/:id',
      '      answering',
      'answering',
      'answering',
    ]);
    expect(recorded.found['seen']).toEqual([true, true, false, false, false, false]);
    expect(recorded.stderr).toBe('');
  });

  it('say that an integration has made the spans, in a scope that the program can name', () => {
    const made = recorded.spans.filter(({ scope }) => scope !== 'bud');
    expect(made.map(({ scope }) => scope.replace('@opentelemetry/instrumentation-', ''))).toEqual([
      'http/shop',
      'http/shop',
      'http/shop',
      'undici',
    ]);
    expect(new Set(made.map(({ attributes }) => attributes['bud.span_type']))).toEqual(new Set(['integration']));
    expect(made.filter(({ kind }) => kind === 1).map(({ attributes }) => attributes['http.route'])).toEqual([
      '/orders/:id',
      '/orders/:id',
    ]);
  });

  it('record the headers that were asked for, without secrets', () => {
    const [server, client] = recorded.spans.filter(({ scope }) => scope.endsWith('/shop'));
    for (const span of [server, client])
      expect(span?.attributes).toMatchObject({
        'http.request.header.user-agent': ['tester'],
        'http.request.header.authorization': '[REDACTED]',
        'http.response.header.content-type': ['text/plain'],
        'bud.scrubbed': ['http.request.header.authorization'],
      });
    expect(client?.attributes['url.full']).toMatch(/\?token=\[REDACTED\]$/);
    expect(recorded.stdout).not.toMatch(/abcdef/);
  });
});

it.each(['before', 'after'])(
  'make spans of requests that are played, instrumented %s the first recording',
  async (order) => {
    const folder = mkdtempSync(join(tmpdir(), 'bud-replay-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { found } = await runProgram('replay.mjs', order, folder);
    const spans = ['/http', '/fetch'].map((path) => ['GET', `${String(found['base'])}${path}`, 201]);
    expect(found['recorded']).toEqual([[201, 'yes', 'yes'], spans]);
    expect(found['played']).toEqual(found['recorded']);
    expect(found['isEqual']).toBe(true);
  },
);

it('makes no spans of the requests that send spans', async () => {
  const { found } = await runProgram('export.mjs');
  expect(found).toEqual({ names: ['GET'] });
});

describe('express', () => {
  it('names the server span after the route, and has spans of middleware and handlers', async () => {
    const recorded = await runProgram('express.mjs');
    expect(treeOf(recorded)).toEqual([
      'GET /orders/:id',
      '  middleware - jsonParser',
      '  request handler',
      '    looking up {id}',
      'GET /fail',
      '  middleware - jsonParser',
      '  request handler',
      // Taken back: http goes on.
      'GET /orders/:id',
      '  looking up {id}',
    ]);
    expect(recorded.stderr).toBe('');
  });

  it('leaves middleware out', async () => {
    const recorded = await runProgram('express.mjs', 'routes');
    expect(treeOf(recorded).slice(0, 5)).toEqual([
      'GET /orders/:id',
      '  request handler',
      '    looking up {id}',
      'GET /fail',
      '  request handler',
    ]);
  });
});

const fastifyRequests = [
  'GET /orders/:id',
  '  request',
  '    handler - order',
  '      looking up {id}',
  'GET',
  'GET /fail',
  '  request',
  '    handler - fail',
];

describe('fastify', () => {
  it('makes spans of all applications, but of excluded routes, until it is taken back', async () => {
    const recorded = await runProgram('fastify.mjs');
    expect(treeOf(recorded)).toEqual([...fastifyRequests, 'GET', '  looking up {id}']);
    expect(recorded.stderr).toBe('');
  });

  it('makes spans of one application alone', async () => {
    const recorded = await runProgram('fastify.mjs', 'one');
    expect(treeOf(recorded)).toEqual([...fastifyRequests, 'GET', '  looking up {id}', 'GET', '  looking up {id}']);
    expect(recorded.stderr).toBe('');
  });
});

describe('hono', () => {
  it('makes spans of one application, named after the route, until it is taken back', async () => {
    const recorded = await runProgram('hono.mjs');
    expect(treeOf(recorded)).toEqual(['GET /orders/:id', '  looking up {id}', 'GET /fail', 'looking up {id}']);
    expect(recorded.spans.find(({ kind }) => kind === 1)).toMatchObject({
      scope: '@hono/otel/shop',
      attributes: {
        'http.route': '/orders/:id',
        'http.request.header.x-shop': 'vienna',
        'http.request.header.x-api-key': '[REDACTED]',
        'bud.span_type': 'integration',
      },
    });
    expect(recorded.stderr).toBe('');
  });
});

describe('nest', () => {
  let recorded: Recorded;
  beforeAll(async () => {
    recorded = await runProgram('nest.mjs');
  });

  it('makes a span of a controller and of its method, below the request, until it is taken back', () => {
    expect(recorded.found['answers']).toEqual([200, 404, 200]);
    expect(treeOf(recorded)).toEqual([
      'Create Nest App',
      'GET',
      '  OrdersController.find',
      '    find',
      '      looking up {id}',
      'GET',
      '  OrdersController.find',
      '    find',
      'GET',
      '  looking up {id}',
    ]);
    expect(recorded.stderr).toBe('');
  });

  it('says which controller and method it was, and on which route, and what failed', () => {
    const made = recorded.spans.filter(({ name }) => name === 'OrdersController.find');
    expect(made.map(({ status }) => status)).toEqual([0, 2]);
    for (const { attributes } of made) {
      expect(attributes).toMatchObject({
        'nestjs.controller': 'OrdersController',
        'nestjs.callback': 'find',
        'http.route': '/orders/:id',
        'bud.span_type': 'integration',
      });
    }
  });
});

it('instruments several applications in one process, each by its own options, and takes one back alone', async () => {
  const recorded = await runProgram('several.mjs');
  const roots = recorded.spans.filter(({ parent }) => parent === undefined);
  expect(roots.map(({ name, scope }) => `${scope.replace(/^@(?:fastify|hono)\/otel/, '')} ${name}`)).toEqual([
    '/1 request',
    '/0 request',
    '/1 GET /private-0',
    '/0 GET /private-1',
    // The first of each is taken back.
    '/1 request',
    '/1 GET /private-0',
  ]);
  expect(recorded.stderr).toBe('');
});
