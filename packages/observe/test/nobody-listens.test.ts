import { afterEach, expect, test, vi } from 'vitest';
import * as bud from '@bud/observe';

afterEach(() => vi.unstubAllGlobals());

test('a request that nobody listens to is made with what the program gave, unread', async () => {
  const given: unknown[][] = [];
  vi.stubGlobal('fetch', async (...args: unknown[]) => {
    given.push(args);
    return new Response('hello');
  });
  const [url, init] = [new URL('https://example.com/'), Object.freeze({ method: 'POST' })];
  const unread = new Proxy(url, {
    get(_, key) {
      throw new Error(`${String(key)} was read`);
    },
  });
  await bud.tracedFetch(unread, init);
  expect(given[0]?.[0]).toBe(unread);
  expect(given[0]?.[1]).toBe(init);
});

test('a request that is answered is handed on, unread', async () => {
  const request = new Proxy(new Request('https://example.com/'), {
    get(_, key) {
      throw new Error(`${String(key)} was read`);
    },
  });
  const answer = new Response('hello');
  const handler = bud.wrapHandler((given, extra: string) => {
    expect(given).toBe(request);
    expect(extra).toBe('more');
    return answer;
  });
  expect(await handler(request, 'more')).toBe(answer);
});
