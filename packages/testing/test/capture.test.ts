import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { configure, span, track, tracedFetch, withAttributes, wrapHandler } from '@bud/observe';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { capture, diffTraces } from '@bud/testing';
import type { Trace } from '@bud/testing';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const step of undo.splice(0).toReversed()) await step();
});

const search = track({ name: 'search', type: 'tool', params: ['query'] }, async (query: string) => [query, 'more']);
const answer = track({ name: 'answer', type: 'agent', params: ['question'] }, async (question: string) => {
  const found = await search(question);
  return found.join(' and ');
});

describe('what happened', () => {
  it('is there with its result, spans and tree', async () => {
    const trace = await capture(() => answer('tomatoes'));
    expect(trace.result).toBe('tomatoes and more');
    expect(trace.error).toBeUndefined();
    expect(trace.spans.map(({ name }) => name)).toEqual(['answer', 'search']);
    expect(trace.roots).toEqual([trace.spans[0]]);
    expect(trace.find('answer > search')).toMatchObject({
      type: 'tool',
      input: { query: 'tomatoes' },
      output: ['tomatoes', 'more'],
      error: undefined,
      isOpen: false,
      durationMs: expect.any(Number),
      parent: trace.spans[0],
    });
    expect(String(trace)).toMatchInlineSnapshot(`
      "answer(question: "tomatoes") → "tomatoes and more"  agent
      └─ search(query: "tomatoes") → ["tomatoes","more"]  tool"
    `);
  });

  it('is there when it fails', async () => {
    const failing = track({ name: 'failing' }, async () => {
      throw new RangeError('nothing grows here');
    });
    const trace = await capture(failing);
    expect(trace.result).toBeUndefined();
    expect(trace.error).toEqual(new RangeError('nothing grows here'));
    expect(trace.find('failing')?.error).toEqual({ type: 'RangeError', message: 'nothing grows here' });
    expect(String(trace)).toBe('failing ✗ RangeError: nothing grows here');
  });

  it('has an object that a function returned, member by member as it was recorded', async () => {
    const forecast = track({ name: 'forecast' }, () => ({ sky: 'sunny', degrees: 24, hours: [8, 20] }));
    const trace = await capture(() => forecast());
    expect(trace.find('forecast')?.output).toEqual({ sky: 'sunny', degrees: 24, hours: [8, 20] });
    expect(String(trace)).toBe('forecast → {"sky":"sunny","degrees":24,"hours":[8,20]}');
    const colder = await capture(track({ name: 'forecast' }, () => ({ sky: 'sunny', degrees: 4, hours: [8, 20] })));
    expect(diffTraces(trace, colder).isEqual).toBe(false);
  });

  it('holds no secret', async () => {
    const login = track({ name: 'login', params: ['user', 'password'] }, (_user: string, _password: string) => 'ok');
    expect(String(await capture(() => login('ada', 'hunter2')))).toBe(
      'login(password: "[REDACTED]", user: "ada") → "ok"',
    );
  });

  it('counts what streams deliver, and shows those left early', async () => {
    const words = track({ name: 'words' }, async function* () {
      yield* ['a', 'b', 'c'];
    });
    const trace = await capture(async () => {
      for await (const word of words()) if (word === 'b') break;
    });
    expect(String(trace)).toMatchInlineSnapshot(`"words  2 items  cancelled"`);
  });

  it('is the same text in each run, with siblings as they began', async () => {
    const step = track({ name: 'step', params: ['ms'] }, async (ms: number) => {
      await new Promise((resolve) => void setTimeout(resolve, ms));
    });
    const trees = await Promise.all([1, 2, 3].map(() => capture(async () => Promise.all([step(6), step(1), step(3)]))));
    expect(new Set(trees.map(String))).toEqual(new Set(['step(ms: 6)\nstep(ms: 1)\nstep(ms: 3)']));
  });
});

describe('a capture', () => {
  it('waits for what outlives its function, but not for ever', async () => {
    const late = track({ name: 'late', params: ['ms'] }, async (ms: number) => {
      await new Promise((resolve) => void setTimeout(resolve, ms).unref());
    });
    expect(String(await capture(() => void late(5)))).toBe('late(ms: 5)');
    expect(String(await capture(() => void late(60_000), { waitMs: 5 }))).toBe('late(ms: 60000)  still running');
  });

  it('works while a test has replaced the timers', async () => {
    vi.useFakeTimers();
    const never = track({ name: 'never' }, async () => new Promise(() => {}));
    expect(String(await capture(() => void never(), { waitMs: 1 }))).toBe('never  still running');
  });

  it('sees nothing of a thousand others that run at the same time', async () => {
    const work = track({ name: 'work', params: ['id'] }, async (id: number) => {
      await Promise.resolve();
      return withAttributes({ 'test.id': id }, () => inner(id));
    });
    const inner = track({ name: 'inner', params: ['id'] }, async (id: number) => {
      await new Promise((resolve) => void setImmediate(resolve));
      return id;
    });
    const traces = await Promise.all(Array.from({ length: 1000 }, (_, id) => capture(() => work(id))));
    for (const [id, trace] of traces.entries()) {
      expect(trace.result).toBe(id);
      expect(trace.spans.map(({ name, input }) => [name, input])).toEqual([
        ['work', { id }],
        ['inner', { id }],
      ]);
    }
  });

  it('keeps what another captures in it', async () => {
    let within: Trace | undefined;
    const around = await capture(async () => {
      span('before', () => {});
      within = await capture(() => span('within', () => {}));
      span('after', () => {});
    });
    expect(around.spans.map(({ name }) => name)).toEqual(['before', 'after']);
    expect(within?.spans.map(({ name }) => name)).toEqual(['within']);
  });

  it('has what a server in this process does for it, which was started elsewhere', async () => {
    const answerRequest = wrapHandler(async (request: Request) => Response.json(await search(request.url.slice(-1))));
    let [server, url] = [createServer(), ''];
    const elsewhere = await capture(async () => {
      server = createServer((request, response) => {
        const headers = request.headers as Record<string, string>;
        void (async () => {
          await answerRequest(new Request(url + request.url, { headers }));
          response.end();
        })();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    const traces = await Promise.all(
      ['/a', '/b'].map((path) => capture(async () => void (await tracedFetch(url + path)))),
    );
    server.close();
    expect(traces.map((trace) => trace.find('GET > GET > search')?.input)).toEqual([{ query: 'a' }, { query: 'b' }]);
    expect(elsewhere.spans).toEqual([]);
  });

  it('works beside what the program has configured itself, before and while it runs', async () => {
    const { shutdown } = configure({ export: false });
    undo.push(shutdown);
    expect(String(await capture(() => span('greet', () => {})))).toBe('greet');
    const trace = await capture(() => {
      undo.push(configure({ export: false }).shutdown);
      span('configured later', () => {});
    });
    expect(String(trace)).toBe('configured later');
  });
});
