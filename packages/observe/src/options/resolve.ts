import type { ConsoleStyle, ExportTarget } from '../export/target-options.ts';
import type { Terminal } from '../platform/platform.ts';
import { mistakesIn } from './check.ts';
import type { ObserveOptions, ResolvedOptions } from './options.ts';
import { optionTable, type Environment, type OptionPath } from './table.ts';
import { readVariables, type Said } from './variables.ts';

/** What the options are resolved against. */
export interface ProgramFacts {
  readonly environment: Environment;
  readonly terminal: Pick<Terminal, 'isTerminal'>;
  service(): { readonly name?: string | undefined; readonly version?: string | undefined };
}

/**
 * Decides every option: an argument before one of our variables, before one of OpenTelemetry's, before the default. Throws
 * a `TypeError` that lists every mistake in all of them.
 */
export function resolveOptions(options: ObserveOptions, facts: ProgramFacts): ResolvedOptions {
  const { environment } = facts;
  const said = readVariables(environment);
  const all = [...mistakesIn(options), ...said.mistakes];
  if (all.length > 0) throw new TypeError(`configure() options: ${all.join('; ')}.`);
  const decided = decidedOptions(options, said);
  const targets = targetsOf(options, said, facts);
  const { name, version } = facts.service();
  const { scrubbing = true, resourceDetectors } = options;
  return {
    ...decided,
    // OpenTelemetry resource conventions: `unknown_service` when nothing is known
    serviceName: decided.serviceName ?? name ?? 'unknown_service',
    serviceVersion: decided.serviceVersion ?? version,
    targets: targets ?? [],
    scrubbing: { ...decided.scrubbing, isOn: scrubbing !== false },
    batch: { ...decided.batch, size: Math.min(decided.batch.size, decided.batch.queue) },
    resourceDetectors: resourceDetectors === false ? [] : resourceDetectors,
    isTargetSaid: targets !== undefined,
    isTrackingOff: /^(?:off|0|false)$/i.test(environment['BUD_TRACK']?.trim() ?? ''),
    isDisabled: environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true',
    given: Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : name)),
  };
}

/** Each option of the table but those of targets: the argument, what a variable says, the default. */
function decidedOptions(options: ObserveOptions, { values }: Said): ResolvedOptions {
  const decided: Record<string, unknown> = {};
  for (const [path, { default: standard }] of Object.entries(optionTable)) {
    const [first = '', second] = path.split('.');
    if (first.startsWith('export')) continue;
    const given = memberOf(options, first);
    // Proof of the casts: the keys of the table are its paths, and hold for `ResolvedOptions` as well.
    const value =
      (second === undefined ? given : memberOf(given, second)) ?? values.get(path as OptionPath) ?? standard;
    decided[first] = second === undefined ? value : { ...(decided[first] as object | undefined), [second]: value };
  }
  return decided as unknown as ResolvedOptions;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Without a word from anybody, a person who sits in front of a terminal gets to see something; undefined elsewhere. */
function targetsOf(
  options: ObserveOptions,
  said: Said,
  { terminal }: ProgramFacts,
): readonly ExportTarget[] | undefined {
  if (options.export === false) return [];
  return options.export ?? targetsSaid(said) ?? (terminal.isTerminal ? [{ console: {} }] : undefined);
}

/** Every place that a variable names; undefined when none does. */
export function targetsSaid({ values }: Said): readonly ExportTarget[] | undefined {
  // Proof of the casts: what variables say of an option is of its kind.
  const named = (values.get('export') ?? []) as readonly string[];
  const style = values.get('export[].console.style') as ConsoleStyle | 'off' | undefined;
  const path = values.get('export[].file.path') as string | undefined;
  const targets: ExportTarget[] = [];
  if (values.has('export[].otlp.url') || named.includes('otlp'))
    targets.push({ otlp: saidOf('export[].otlp.', values) });
  if (path !== undefined) targets.push({ file: { path } });
  if (style !== undefined && style !== 'off') targets.push({ console: { style } });
  else if (style === undefined && named.includes('console')) targets.push({ console: {} });
  const isSaid = style !== undefined || named.includes('none');
  return targets.length > 0 || isSaid ? targets : undefined;
}

function saidOf(prefix: string, values: Said['values']): Readonly<Record<string, unknown>> {
  const below = [...values].filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(below.map(([path, value]) => [path.slice(prefix.length), value]));
}
