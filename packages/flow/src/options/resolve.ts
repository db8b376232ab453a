import { createSecretPolicy, describeValue, levels, optionMistakes, type Level } from '@bud/value';
import { accepted, isObject } from './accepted.ts';
import type { FlowOptions, ResolvedFlowOptions } from './options.ts';

/** Everything that is wrong with options, which stand under a name, or alone. */
export function flowMistakes(options: unknown, under?: string): readonly string[] {
  if (!isObject(options))
    return [`${under === undefined ? 'the options' : `"${under}"`} must be an object, not ${describeValue(options)}`];
  const named = <Value>(members: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [under === undefined ? name : `${under}.${name}`, value]),
    );
  return optionMistakes(named(options), named(accepted));
}

/** Options with their defaults. Throws a `TypeError` that lists every mistake. */
export function resolveFlowOptions(options: FlowOptions): ResolvedFlowOptions {
  const mistakes = flowMistakes(options);
  if (mistakes.length > 0) throw new TypeError(`configureFlow(): ${mistakes.join('; ')}.`);
  const { level = 'info', categories = {}, redact, keep } = options;
  const least = rankOf(level);
  const ranks = new Map(Object.entries(categories).map(([name, own]) => [name, rankOf(own)]));
  return {
    enabled: options.enabled ?? false,
    handlers: options.handlers ?? [],
    bufferSize: options.bufferSize ?? 1000,
    processBufferSize: options.processBufferSize ?? 100_000,
    spill: options.spill,
    maxLength: options.maxLength ?? 640,
    secrets: createSecretPolicy({ redact, keep }),
    admits: (category, own) => rankOf(own) >= (ranks.get(category) ?? least),
  };
}

function rankOf(level: Level): number {
  return levels.indexOf(level);
}
