import type { ExportTarget } from '../export/target-options.ts';
import type { ConsoleStream } from '../platform/platform.ts';
import type { Extension } from '../extension.ts';
import { mistakesIn } from './check.ts';
import type { Environment } from './environment.ts';
import type { ObserveOptions, ResolvedOptions } from './options.ts';
import { isNamedProduction, isTest } from './stage.ts';
import { optionTable, type OptionPath } from './table.ts';
import { completedTargets, targetsSaid, unsentSecrets } from './targets-said.ts';
import { trackingNote } from './tracking-note.ts';
import { readVariables, type Said } from './variables.ts';

/** What the options are resolved against. */
export interface ProgramFacts {
  readonly environment: Environment;
  readonly terminal: Pick<ConsoleStream, 'isTerminal'>;
  service(): { readonly name?: string | undefined; readonly version?: string | undefined };
  /** What other packages bring; nothing when absent. */
  readonly extensions?: ReadonlyMap<string, Extension>;
}

/**
 * Decides every option: an argument before one of our variables, before one of OpenTelemetry's, before the default. Throws
 * a `TypeError` that lists every mistake in all of them.
 */
export function resolveOptions(options: ObserveOptions, facts: ProgramFacts): ResolvedOptions {
  const { environment, extensions } = facts;
  const said = readVariables(environment);
  const decided = decidedOptions(options, said);
  const all = [...mistakesIn(options, extensions), ...said.mistakes];
  if (all.length === 0) all.push(...batchMistakes(options, said, decided));
  if (all.length > 0) throw new TypeError(`configure() options: ${all.join('; ')}.`);
  const namedTargets = namedTargetsOf(options, said);
  // Without a word from anybody, a person who sits in front of a terminal gets to see something.
  const targets = namedTargets ?? (facts.terminal.isTerminal ? [{ console: {} }] : undefined);
  const isInProduction = isNamedProduction(decided.environment, environment['NODE_ENV']);
  const { name, version } = facts.service();
  const { scrubbing = true, resourceDetectors = decided.resourceDetectors } = options;
  return {
    ...decided,
    // OpenTelemetry resource conventions: `unknown_service` when nothing is known
    serviceName: decided.serviceName ?? name ?? 'unknown_service',
    serviceVersion: decided.serviceVersion ?? version,
    targets: targets ?? [],
    scrubbing: { ...decided.scrubbing, isOn: scrubbing !== false },
    batch: { ...decided.batch, size: Math.min(decided.batch.size, decided.batch.queue) },
    resourceDetectors: resourceDetectors === false ? [] : resourceDetectors,
    isProduction: isInProduction,
    looksForViewer: namedTargets === undefined && !isInProduction && !isTest(environment),
    isTargetSaid: targets !== undefined,
    isDisabled: said.openTelemetry.isDisabled,
    propagators: said.openTelemetry.propagators,
    notes: [...said.openTelemetry.notes, ...unsentSecrets(targets ?? [], said.values)],
    trackingNote: trackingNote(environment['BUD_TRACK']),
    extensions: new Map(Object.entries(options).filter(([name]) => extensions?.has(name))),
    given: Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : name)),
  };
}

/** A batch that never fills would wait for its time, each time. The default gives way to a smaller queue. */
function batchMistakes({ batch }: ObserveOptions, { values }: Said, decided: ResolvedOptions): readonly string[] {
  const { queue, size } = decided.batch;
  const isSaid = batch?.size !== undefined || values.has('batch.size');
  return isSaid && size > queue ? [`"batch.size" must be at most "batch.queue", which is ${queue}, not ${size}`] : [];
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

/** Where somebody has said that telemetry goes; undefined when nobody has. */
function namedTargetsOf(options: ObserveOptions, said: Said): readonly ExportTarget[] | undefined {
  if (options.export === false) return [];
  return options.export === undefined ? targetsSaid(said) : completedTargets(options.export, said.values);
}
