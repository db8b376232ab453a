import type { LogData, SpanData } from '@bud/trace';
import type { Query } from './query.ts';
import type { TraceSummary } from './summary.ts';

/** Whether a summary says already that a trace is not wanted; what it does not know is asked of the spans. */
export function matchesSummary(query: Query, summary: TraceSummary): boolean {
  const { minMs = 0, maxMs = Infinity, minCostUsd = 0, minTokens = 0 } = query;
  return (
    summary.durationMs >= minMs &&
    summary.durationMs <= maxMs &&
    summary.costUsd >= minCostUsd &&
    summary.tokens >= minTokens &&
    (!query.hasError || summary.errors > 0) &&
    (!query.isOpen || summary.isOpen) &&
    query.types.every((type) => summary.types.includes(type)) &&
    query.services.every((service) => summary.service?.toLowerCase().includes(service) === true)
  );
}

/** Whether a query asks for what only spans know. */
export function asksForSpans({ words, names }: Query): boolean {
  return words.length > 0 || names.length > 0;
}

/** Whether each word is somewhere in the spans or logs, and each name is one of a span. */
export function matchesSpans(
  { words, names }: Query,
  spans: Iterable<SpanData>,
  logs: readonly LogData[] = [],
): boolean {
  const wanted = new Set<(thing: Thing) => boolean>([
    ...words.map(findingWord),
    ...names.map((name) => (thing: Thing) => 'name' in thing && thing.name.toLowerCase().includes(name)),
  ]);
  for (const things of [spans, logs])
    for (const thing of things) {
      for (const has of wanted) if (has(thing)) wanted.delete(has);
      if (wanted.size === 0) return true;
    }
  return wanted.size === 0;
}

/** A span, or a log record; some spans have their attributes, events and links as JSON, and read that when they have to. */
type Thing = (SpanData & { readonly text?: string }) | LogData;

/** A regular expression that ignores case finds without writing the string in small letters first. */
export function findingWord(word: string): (thing: Thing) => boolean {
  const pattern = new RegExp(escaped(word), 'i');
  // A string that has the word has it in its JSON as well, with the escapes of JSON; keys may be all that has it there.
  const inJson = new RegExp(escaped(JSON.stringify(word).slice(1, -1)), 'i');
  const isIn = (value: unknown): boolean => stringIsIn(value, pattern);
  return (thing) => {
    if (!('name' in thing)) return isIn(thing.body) || isIn(thing.attributes);
    const { name, spanId, traceId, status, text } = thing;
    if ([name, spanId, traceId].some((each) => pattern.test(each)) || isIn(status.message)) return true;
    if (text !== undefined && !inJson.test(text)) return false;
    return (
      isIn(thing.attributes) ||
      thing.events.some(({ name: event, attributes }) => pattern.test(event) || isIn(attributes))
    );
  };
}

function stringIsIn(value: unknown, pattern: RegExp): boolean {
  if (typeof value === 'string') return pattern.test(value);
  if (typeof value === 'number' || typeof value === 'boolean') return pattern.test(String(value));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => stringIsIn(member, pattern));
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
