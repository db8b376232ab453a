import { expect, test } from 'vitest';
import { fromOtlp, logsFromOtlp, traceFrom, traceOf, type SpanData } from '@bud/trace';
import { gardenLines } from '../../../test/viewer/garden.ts';
import { hostileLines } from '../../../test/viewer/hostile.ts';
import { lineOf, logLine, traceIdOf } from '../../../test/viewer/otlp.ts';
import { jsonOf } from '../src/excerpt/excerpt.ts';
import { packed } from '../src/packed/pack.ts';
import { Unpacking, type UnpackedTrace } from '../src/packed/unpack.ts';
import { findingWord } from '../src/store/match.ts';
import { parseQuery } from '../src/store/query.ts';
import { readLines } from '../src/store/read-lines.ts';
import { TraceStore } from '../src/store/trace-store.ts';

/** What comes out of a store's traces on the other side. */
function unpacked(lines: readonly string[]): readonly { spans: readonly SpanData[]; page: UnpackedTrace<string> }[] {
  const store = new TraceStore(Infinity);
  const { spans, logs } = readLines(lines);
  store.add(spans, logs);
  return Array.from(store.matching(parseQuery('')), ({ traceId }) => {
    const trace = store.trace(traceId)!;
    const reading = new Unpacking<string>();
    const traces = [...packed({ ...trace, about: 'it' })]
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => reading.read(line));
    expect(traces.slice(0, -1).every((each) => each === undefined)).toBe(true);
    return { spans: trace.spans, page: traces.at(-1)! };
  });
}

test.each([
  ['of an agent', gardenLines()],
  ['with anything in them', hostileLines()],
])('traces %s come out as they went in', (_name, lines) => {
  for (const { spans, page } of unpacked(lines)) {
    expect(page.about).toBe('it');
    expect(traceFrom(page.spans).roots.map(jsonOf)).toEqual(traceOf(spans).roots.map(jsonOf));
  }
});

test('logs come along, and spans that have some are known without being read', () => {
  const event = { name: 'retry', at: 1 };
  const spans = [
    { id: 1, name: 'greet', ms: 2, events: [event] },
    { id: 2, name: 'wave', ms: 1 },
  ];
  const [trace] = unpacked([lineOf(1, spans), logLine(1, 1, 1, 9, 'hello')]);
  expect(trace?.page.logs.map(({ body }) => body)).toEqual(['hello']);
  expect(trace?.page.spans.map(({ hasLogs }) => hasLogs)).toEqual([true, false]);
});

test('what is found in a span is found in its JSON, and its keys are not', () => {
  const said = 'a "quoted" line\nand Ünicode \u{1f331}, back\\slash';
  const [trace] = unpacked([lineOf(1, [{ id: 1, name: 'greet', ms: 1, attributes: { said, 'key.of': 7.5 } }])]);
  const span = trace!.page.spans[0]!;
  for (const word of ['"QUOTED"', 'line\nand', 'ünicode', '\u{1f331}', 'back\\slash', '7.5', 'GREET', traceIdOf(1)])
    expect([word, findingWord(word)(span)]).toEqual([word, true]);
  for (const word of ['key.of', 'attributes', 'back\\\\slash'])
    expect([word, findingWord(word)(span)]).toEqual([word, false]);
});

test('an empty trace is whole with its first line', () => {
  const reading = new Unpacking<undefined>();
  const [line = ''] = [...packed({ traceId: 'a', about: undefined, spans: fromOtlp({}), logs: logsFromOtlp({}) })];
  expect(reading.read(line)?.spans).toEqual([]);
});
