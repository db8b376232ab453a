import { expect } from './mismatch.mjs';

/** Clocks of spans and of rows differ by less than this; rows wait longer than that between two things they tell apart. */
const clockMs = 12;

/**
 * The spans that one row left behind, and what rows ask of them.
 *
 * A span is `{ id, parentId, name, end, error, record }`: `end` in milliseconds since 1970 or undefined, `error` the
 * recorded error as a string or undefined, `record` everything recorded, as a string.
 */
export class Trace {
  #spans;

  constructor(spans) {
    this.#spans = spans;
  }

  spansOf(name) {
    const found = this.#spans.filter((span) => span.name === name);
    const names = this.#spans.map((span) => span.name).join(', ') || 'nothing';
    expect(found.length > 0, `no span "${name}" was recorded, only ${names}`.replace(', only nothing', ''));
    return found;
  }

  has(name) {
    return this.#spans.some((span) => span.name === name);
  }

  span(name) {
    const found = this.spansOf(name);
    expect(found.length === 1, `${found.length} spans "${name}" were recorded for one call`);
    return found[0];
  }

  /** Every span of that name hangs under a span of the other name. */
  childrenOf(parentName, name, count) {
    const found = this.spansOf(name);
    expect(found.length === count, `${found.length} of ${count} spans "${name}" were recorded`);
    for (const span of found) {
      const parent = this.#spans.find(({ id }) => id === span.parentId);
      expect(
        parent?.name === parentName,
        `"${name}" has ${parent ? `"${parent.name}"` : 'nothing'} as parent, not "${parentName}"`,
      );
    }
  }

  /** The span was open at that moment and has ended since. */
  endsAfter(name, momentMs, what) {
    const { end } = this.ended(name);
    expect(end >= momentMs - clockMs, `the span had ended before ${what}`);
  }

  /** The span had ended by that moment. */
  endsBefore(name, momentMs, what) {
    const { end } = this.ended(name);
    expect(end <= momentMs + clockMs, `the span ended ${Math.round(end - momentMs)} ms or more after ${what}`);
  }

  ended(name) {
    const span = this.span(name);
    expect(span.end !== undefined, 'the span never ended');
    return span;
  }

  failed(name, message) {
    const { error } = this.ended(name);
    expect(error !== undefined, 'the span ended without an error');
    expect(error.includes(message), `the span's error is ${JSON.stringify(error.slice(0, 60))}`);
  }
}
