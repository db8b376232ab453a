/**
 * What holds for everything below a call, carried by OpenTelemetry's context:
 *
 *   withAttributes, withTags, withLevel ─▶ Inherited in the context ─▶ pipeline/ adds it to every span that starts there
 *   withBaggage                         ─▶ W3C baggage: reaches other processes, never a span by itself
 *   untracked                           ─▶ nothing below is recorded
 *   propagator   what of it travels to other processes
 *     ├─ targets   … and where to
 *     ├─ carrier   … when a program carries it itself
 *     └─ initial   … when a whole process is a part of a trace
 */
import { context, createContextKey, propagation, type Context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Level } from '@bud/value';

/** What spans below get besides what they say themselves. */
export interface Inherited {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly level: Level | undefined;
}

const key = createContextKey('bud.observe.inherited');
const nothing: Inherited = { attributes: {}, tags: [], level: undefined };

export function inheritedOf(within: Context): Inherited {
  // Proof of the cast: the key is known to this file alone.
  return (within.getValue(key) as Inherited | undefined) ?? nothing;
}

/** `within`, with more attributes for every span below. */
export function addInherited(within: Context, attributes: Readonly<Record<string, unknown>>): Context {
  const inherited = inheritedOf(within);
  return within.setValue(key, { ...inherited, attributes: { ...inherited.attributes, ...attributes } });
}

function runWith<Result>(change: Partial<Inherited>, fn: () => Result): Result {
  const active = context.active();
  return context.with(active.setValue(key, { ...inheritedOf(active), ...change }), fn);
}

/**
 * Sets attributes on every span that starts below `fn`, its own and those of other libraries: a session, a user, a tenant.
 * The inner value of a name wins. Gives what `fn` gives.
 *
 * @example
 * import { span, withAttributes } from '@bud/observe';
 *
 * withAttributes({ 'session.id': 's-1', 'user.id': 'u-1' }, () => span('Answering', () => {}));
 */
export function withAttributes<Result>(attributes: Readonly<Record<string, unknown>>, fn: () => Result): Result {
  return context.with(addInherited(context.active(), attributes), fn);
}

/**
 * Tags every span that starts below `fn`, besides the tags it already has.
 *
 * @example
 * import { span, withTags } from '@bud/observe';
 *
 * withTags(['nightly'], () => span('Indexing', () => {}));
 */
export function withTags<Result>(tags: readonly string[], fn: () => Result): Result {
  return runWith({ tags: [...new Set([...inheritedOf(context.active()).tags, ...tags])] }, fn);
}

/**
 * Gives every span that starts below `fn` a level.
 *
 * @example
 * import { span, withLevel } from '@bud/observe';
 *
 * withLevel('debug', () => span('Warming up caches', () => {}));
 */
export function withLevel<Result>(level: Level, fn: () => Result): Result {
  return runWith({ level }, fn);
}

/**
 * Adds entries to W3C baggage below `fn`. They leave the process only towards `propagateTo`, and only keys that
 * `propagateBaggage` lists.
 *
 * @example
 * import { getContext, withBaggage } from '@bud/observe';
 *
 * withBaggage({ tenant: 'acme' }, () => getContext()); // with `propagateBaggage: ['tenant']`: { baggage: 'tenant=acme', … }
 */
export function withBaggage<Result>(entries: Readonly<Record<string, string>>, fn: () => Result): Result {
  const active = context.active();
  const before = propagation.getBaggage(active) ?? propagation.createBaggage();
  const baggage = Object.entries(entries).reduce((added, [name, value]) => added.setEntry(name, { value }), before);
  return context.with(propagation.setBaggage(active, baggage), fn);
}

/**
 * Runs `fn` without recording anything below it; tracked functions in it run as if nothing listened.
 *
 * @example
 * import { span, untracked } from '@bud/observe';
 *
 * untracked(() => span('Checking health', () => {}));
 */
export function untracked<Result>(fn: () => Result): Result {
  return context.with(suppressTracing(context.active()), fn);
}
