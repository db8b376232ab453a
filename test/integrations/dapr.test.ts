import { expect, it } from 'vitest';
import { install } from '../install.mjs';
import { runProgram } from './run-program.ts';

it('carries the trace to a Dapr sidecar and back, with each building block', async () => {
  await install('test/integrations');
  const { spans, found } = await runProgram('dapr.mjs');
  const requests = found['requests'] as readonly { readonly url: string; readonly trace?: string }[];
  expect(requests.map(({ url }) => url.replace('?', ''))).toEqual([
    '/v1.0/invoke/stock/method/take',
    '/v1.0/state/shop',
    '/v1.0/state/shop/order',
    '/v1.0/bindings/mail',
    '/v1.0/publish/pubsub/sold',
  ]);
  expect(new Set(requests.map(({ trace }) => trace)).size).toBe(1);
  expect(requests[0]?.trace).toMatch(/^[\da-f]{32}$/);
  // The subscriber's work is a part of the publisher's trace.
  expect(spans.map(({ name }) => name)).toContain('heard of {order}');
  expect(new Set(spans.map(({ trace }) => trace))).toEqual(new Set([0]));
}, 300_000);
