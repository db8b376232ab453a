import '@bud/testing/vitest';
import { track } from '@bud/observe';
import type { Expect } from 'expect';
import { expect, it } from 'vitest';
import { capture, expectTrace } from '@bud/testing';

const planRoute = track(
  { name: 'planRoute', type: 'tool', params: ['route'] },
  async (route: { readonly from: string; readonly stops: readonly { readonly city: string }[] }) => route.stops.length,
);

declare global {
  interface BudTools {
    planRoute: typeof planRoute;
    lookUp: { readonly word: string; readonly limit?: number };
  }
}

// What the compiler refuses is refused by the build of the tests; what it takes, holds.
it('knows what a typed tool takes, and takes anything for others', async () => {
  const trace = await capture(() => planRoute({ from: 'Vienna', stops: [{ city: 'Graz' }] }));
  expect(trace).toHaveCalledTool('planRoute', { from: 'Vienna' });
  expect(trace).toHaveCalledTool('planRoute', { from: /^Vie/, stops: [{ city: expect.stringContaining('raz') }] });
  expect(trace).toHaveCalledTool('planRoute', { stops: expect.any(Array) });
  expect(trace).not.toHaveCalledTool('anything', { else: 1 });
  expectTrace(trace).not.toHaveCalledTool('lookUp', { word: 'x', limit: 1 });
  // @ts-expect-error it takes no `form`
  expect(trace).not.toHaveCalledTool('planRoute', { form: 'Vienna' });
  // @ts-expect-error a city is a string
  expect(trace).not.toHaveCalledTool('planRoute', { stops: [{ city: 4 }] });
  // @ts-expect-error it takes no `term`
  expectTrace(trace).not.toHaveCalledTool('lookUp', { term: 'x' });
});

it('knows it in Jest as well', () => {
  const inJest = async (expectInJest: Expect): Promise<void> => {
    await import('@bud/testing/jest');
    expectInJest({}).toHaveCalledTool('planRoute', { from: expectInJest.stringContaining('V') });
    // @ts-expect-error it takes no `form`
    expectInJest({}).toHaveCalledTool('planRoute', { form: 'Vienna' });
  };
  expect(inJest).toBeTypeOf('function');
});
