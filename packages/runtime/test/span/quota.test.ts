import { describe, expect, it, vi } from 'vitest';
import type { Site } from '@bud/runtime';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const call = (name: string, body: () => unknown = () => 1, more: Partial<Site> = {}): unknown =>
  __bud.call(sites[name] ?? (sites[name] = site(name, 'sync', [], more)), body, undefined, []);
const sites: Record<string, Site> = {};
const at = (ms: number): void => void vi.setSystemTime(ms);

describe('maxPerSecond', () => {
  it('tracks so many calls of a function in a second, and counts the others', () => {
    vi.useFakeTimers();
    at(5000);
    const trace = traced({ maxPerSecond: 2 });
    for (let count = 0; count < 5; count += 1) expect(call('a')).toBe(1);
    call('b');
    at(6000);
    call('a');
    call('a');
    vi.useRealTimers();
    expect(trace.spans().map(({ name, attributes }) => [name, attributes['bud.track.skipped']])).toEqual([
      ['a', undefined],
      ['a', undefined],
      ['b', undefined],
      ['a', 3],
      ['a', undefined],
    ]);
  });

  it('may be said of one function, whose children then hang on its caller', () => {
    const trace = traced();
    const inner = (): unknown => call('inner');
    call('outer', () => {
      call('limited', inner, { maxPerSecond: 1 });
      call('limited', inner);
    });
    expect(trace.tree()).toEqual(['inner < limited', 'limited < outer', 'inner < outer', 'outer < -']);
  });
});

describe('minDurationMs', () => {
  it('drops short calls that succeed and that nothing refers to, and counts them', () => {
    vi.useFakeTimers();
    at(5000);
    const trace = traced({ minDurationMs: 10 });
    const lasting = (ms: number) => (): void => at(Date.now() + ms);
    call('c', lasting(9));
    call('c', lasting(9));
    call('c', lasting(10));
    call('parent', () => call('child', lasting(10)));
    try {
      call('fails', () => {
        throw new Error('x');
      });
    } catch {
      // Kept, however short.
    }
    vi.useRealTimers();
    expect(trace.spans().map(({ name, attributes }) => [name, attributes['bud.track.skipped']])).toEqual([
      ['c', 2],
      ['child', undefined],
      ['parent', undefined],
      ['fails', undefined],
    ]);
    expect(trace.tree()).toContain('child < parent');
    expect(trace.tracking.openCount).toBe(0);
  });
});
