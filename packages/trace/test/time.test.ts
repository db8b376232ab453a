import { expect, it } from 'vitest';
import { criticalPath, readTraces, selfTimeMs, traceOf, type SpanData, type TraceSpan } from '@bud/trace';
import { otlpLine, timed } from './otlp.ts';

function rootOf(...spans: readonly Readonly<Record<string, unknown>>[]): TraceSpan {
  return rootIn([otlpLine(...spans)]);
}

function rootIn(lines: readonly string[]): TraceSpan {
  const [root] = readTraces(lines).traces[0]?.roots ?? [];
  if (root === undefined) throw new Error('no root');
  return root;
}

function pathOf(root: TraceSpan): readonly unknown[] {
  return criticalPath(root).map(({ span, startMs, endMs }) => [span.name, startMs, endMs]);
}

// 0    2    4    6    8    10
// whole───────────────────┤
//   a──────┤
//     b─────────┤
//                  c──┤
const whole = [timed('whole', [0, 10], [1]), timed('a', [1, 4], [2, 1]), timed('b', [2, 6], [3, 1])];
const last = timed('c', [7, 8], [4, 1]);

it('own time is what no child took, alone or together with others', () => {
  const root = rootOf(...whole, last);
  expect(selfTimeMs(root)).toBe(4);
  expect(root.children.map(selfTimeMs)).toEqual([3, 4, 1]);
  // What outlives its parent takes nothing from it after its end.
  expect(selfTimeMs(rootOf(timed('whole', [0, 10], [1]), timed('late', [9, 30], [2, 1])))).toBe(9);
});

it('the critical path follows what ended last, and fills the whole time', () => {
  expect(pathOf(rootOf(...whole, last))).toEqual([
    ['whole', 0, 2],
    ['b', 2, 6],
    ['whole', 6, 7],
    ['c', 7, 8],
    ['whole', 8, 10],
  ]);
  expect(pathOf(rootOf(...whole, timed('in b', [3, 5], [4, 3])))).toEqual([
    ['whole', 0, 2],
    ['b', 2, 3],
    ['in b', 3, 5],
    ['b', 5, 6],
    ['whole', 6, 10],
  ]);
});

it('nobody waits for what outlives its parent or began before it', () => {
  const strange = [timed('late', [9, 30], [2, 1]), timed('early', [-5, 3], [3, 1])];
  expect(pathOf(rootOf(timed('whole', [0, 10], [1]), strange[0] ?? {}))).toEqual([['whole', 0, 10]]);
  const shifted = rootOf(timed('whole', [10, 20], [1]), timed('early', [5, 13], [3, 1]));
  expect(pathOf(shifted)).toEqual([
    ['early', 10, 13],
    ['whole', 13, 20],
  ]);
});

it('an open span lasts as long as what is below it', () => {
  const root = rootOf(timed('whole', [0, undefined], [1]), timed('a', [1, 4], [2, 1]));
  expect(selfTimeMs(root)).toBe(1);
  expect(pathOf(root)).toEqual([
    ['whole', 0, 1],
    ['a', 1, 4],
  ]);
});

it('a trace of a hundred thousand levels is read, too', () => {
  const count = 100_000;
  const spans = Array.from({ length: count }, (_, index) =>
    timed('level', [index, 2 * count - index], [index + 1, index]),
  );
  const root = rootIn(spans.map((span) => otlpLine(span)));
  expect(criticalPath(root)).toHaveLength(2 * count - 1);
});

it('spans that are below themselves become roots, and none is lost', () => {
  const span = (spanId: number, parentSpanId: number): SpanData => {
    const [made] = readTraces(otlpLine(timed(`span ${spanId}`, [0, 1], [spanId, parentSpanId]))).spans;
    if (made === undefined) throw new Error('no span');
    return made;
  };
  expect(String(traceOf([span(1, 1)]))).toBe('span 1');
  expect(String(traceOf([span(4, 1), span(1, 2), span(2, 3), span(3, 1), span(5, 9)]))).toBe(
    'span 1\n├─ span 4\n└─ span 3\n   └─ span 2\nspan 5',
  );
});
