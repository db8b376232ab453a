import { checkTrackingOptions } from '@bud/runtime/otel';
import type { Terminal } from '../platform/platform.ts';
import { mistakesIn } from './check.ts';
import type { BatchOptions, ObserveOptions, ResolvedOptions, ResolvedSampling } from './options.ts';
import type { ExportTarget } from '../export/target-options.ts';
import { settingsOf, type Environment, type Settings } from './variables.ts';

/** What the options are resolved against. */
export interface Surroundings {
  readonly environment: Environment;
  readonly terminal: Pick<Terminal, 'isTerminal'>;
  service(): { readonly name?: string | undefined; readonly version?: string | undefined };
}

/**
 * Decides every option: an argument before one of our variables, before one of OpenTelemetry's, before the default. Throws
 * a `TypeError` that lists every mistake in all of them.
 */
export function resolveOptions(options: ObserveOptions, surroundings: Surroundings): ResolvedOptions {
  const { settings, mistakes } = settingsOf(surroundings.environment);
  const all = [...mistakesIn(options), ...mistakes];
  if (all.length > 0) throw new TypeError(`configure() options: ${all.join('; ')}.`);
  checkTrackingOptions(options.tracking ?? {});
  const { scrubbing = true, resourceDetectors } = options;
  const { name, version } = surroundings.service();
  return {
    // OpenTelemetry resource conventions: `unknown_service` when nothing is known
    serviceName: options.serviceName ?? settings.serviceName ?? name ?? 'unknown_service',
    serviceVersion: options.serviceVersion ?? settings.serviceVersion ?? version,
    environment: options.environment ?? settings.environment,
    project: options.project ?? settings.project,
    targets: targetsOf(options, settings, surroundings),
    sampling: samplingOf(options, settings),
    scrubbing: { isOn: scrubbing !== false, pii: typeof scrubbing === 'object' && scrubbing.pii === true },
    tracking: options.tracking ?? {},
    tracerProvider: options.tracerProvider,
    batch: batchOf(options.batch ?? {}, settings),
    conventions: options.conventions ?? settings.conventions ?? [],
    propagateTo: options.propagateTo ?? [],
    propagateBaggage: options.propagateBaggage ?? [],
    pendingAfterMs: options.pendingAfterMs ?? 1000,
    pending: options.pending ?? false,
    exitTimeoutMs: options.exitTimeoutMs ?? 2000,
    resourceDetectors: resourceDetectors === false ? [] : resourceDetectors,
    traceUrl: options.traceUrl,
    runtimeMetrics: options.runtimeMetrics ?? false,
    isDisabled: settings.isDisabled,
    given: Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : name)),
  };
}

/** Without a word from anybody, a person who sits in front of a terminal gets to see something. */
function targetsOf(options: ObserveOptions, settings: Settings, { terminal }: Surroundings): readonly ExportTarget[] {
  if (options.export === false) return [];
  return options.export ?? settings.targets ?? (terminal.isTerminal ? [{ console: {} }] : []);
}

function samplingOf({ sampling = {} }: ObserveOptions, settings: Settings): ResolvedSampling {
  return {
    ratio: sampling.ratio ?? settings.ratio ?? 1,
    types: sampling.types ?? {},
    sites: sampling.sites ?? {},
    keepErrors: sampling.keepErrors ?? false,
    keepSlowerThanMs: sampling.keepSlowerThanMs,
  };
}

function batchOf(batch: BatchOptions, settings: Settings): Required<BatchOptions> {
  const queue = batch.queue ?? settings.queue ?? 65_536;
  const size = batch.size ?? settings.size ?? 2048;
  return { queue, size: Math.min(size, queue), delayMs: batch.delayMs ?? settings.delayMs ?? 1000 };
}
