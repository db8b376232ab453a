import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { planted } from '../../../value/test/secret/planted.ts';
import { __bud } from '../handing.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

/** Where a string of the program can come into a span. */
const places: Readonly<Record<string, (text: string) => unknown>> = {
  'the name of the span': (text) => __bud.call(site('call', 'sync', [], { name: text }), () => 1, undefined, []),
  'its message': (text) =>
    __bud.call(site('call', 'sync', ['text'], { message: 'About {text}' }), () => 1, undefined, [text]),
  'an argument': (text) => __bud.call(site('call', 'sync', ['text']), () => 1, undefined, [{ text, lines: [text] }]),
  'a result': (text) => __bud.call(site('call', 'sync'), () => ({ text, lines: [text] }), undefined, []),
  'the message and the stack of an error': (text) => {
    const failing = (): never => {
      throw new Error(text, { cause: text });
    };
    expect(() => __bud.call(site('call', 'sync'), failing, undefined, [])).toThrow(text);
  },
  'what was yielded, aggregated': (text) => {
    const items = function* (): Iterable<string> {
      yield text;
      yield text;
    };
    const iterator = __bud.iterate(
      site('call', 'generator'),
      items,
      undefined,
      [],
      [],
      () => (all: readonly string[]) => ({ joined: all.join('\n'), all }),
    ) as Iterable<string>;
    expect([...iterator]).toEqual([text, text]);
  },
};

/** All strings that a span holds. */
function stringsOf({ name, attributes, events, status }: ReadableSpan): string {
  const values = [attributes, ...events.map((event) => event.attributes ?? {})].flatMap(Object.entries);
  return [name, status.message ?? '', ...values.flat().map(String)].join('\n');
}

describe('more than 600 strings with a secret in them', () => {
  it.each(Object.keys(places))('show none of it in %s', (place) => {
    const trace = traced();
    for (const { text } of planted) places[place]!(text);
    const spans = trace.spans();
    expect(spans).toHaveLength(planted.length);
    const leaks = planted.filter(({ secrets }, index) =>
      secrets.some((secret) => stringsOf(spans[index]!).includes(secret)),
    );
    expect(leaks.map(({ what }) => what)).toEqual([]);
  });
});
