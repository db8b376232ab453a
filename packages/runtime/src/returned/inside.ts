import { getPrototypeOf, isReflectable, ownData, ownKeys, nativeReaderOf } from '@bud/value';
import { intercept, type Watch } from './items.ts';
import { resultOf } from './generator.ts';

/** The stream in a Response of this realm; null where it has none, undefined for what is no Response. */
const bodyOf = nativeReaderOf('Response', 'body');

/** What reads a Response as a whole, which some platforms do without asking its stream. */
const wholeReads = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'];

/** Where result classes of libraries keep the stream that everything they hand out is read from: the AI SDK's. */
const knownStreams = ['baseStream'];

/** A result with more members than this is data, and is not searched. */
const maxMembers = 64;

/**
 * The streams that a result consists of besides being no stream itself: the body of a Response, what stands in the
 * first level of a plain object or array, what a known result class holds, and what the mark names.
 */
export function streamsIn(result: unknown, key: string | undefined): readonly unknown[] {
  if (!isReflectable(result)) return [];
  if (key !== undefined) return [ownData(result, key)];
  const isData = isPlain(result);
  const body = isData ? undefined : bodyOf(result);
  if (body !== undefined) return [body];
  const members = isData ? ownKeys(result) : knownStreams;
  return members.length > maxMembers ? [] : members.map((member) => ownData(result, member));
}

function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}

/** A Response is through when it is read as a whole, too. */
export function watchWholeReads(response: unknown, watch: Watch): void {
  if (!isReflectable(response) || !bodyOf(response)) return;
  for (const method of wholeReads) {
    intercept(watch, response, method, ({ proceed }) => resultOf(watch.span, proceed(), () => watch.span.finish(true)));
  }
}
