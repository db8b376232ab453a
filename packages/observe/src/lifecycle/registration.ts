/**
 * Who makes the spans of the process:
 *
 *   `tracerProvider` was given   ─▶ that; nothing is registered
 *   another SDK is registered    ─▶ that, with `spanProcessor()` in it if the application put it there
 *   nobody                       ─▶ we: providers behind proxies, context manager, propagators
 */
import { metrics } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { initialContext, startingIn } from '../context/initial.ts';
import { createPropagator } from '../context/propagator.ts';
import type { ResolvedOptions } from '../options/options.ts';
import type { Platform } from '../platform/platform.ts';
import { foreignProvider, register, registerContextManager, sharedProxies, type Proxies } from '../provider/globals.ts';
import { defaultState } from './default-instance.ts';
import type { Reporter } from './reporter.ts';
import type { Running } from './running.ts';

/** How the process is set up. */
export interface Registration {
  /** Whether the providers of the process are ours. */
  readonly isOurs: boolean;
  /** Says so when another SDK has taken our place since. */
  check(): void;
  /** Takes everything back that is still ours. */
  undo(): void;
}

/** Puts the providers behind the proxies of the process. */
export function takePlace(
  options: ResolvedOptions,
  running: Running,
  platform: Platform,
  reporter: Reporter,
): Registration {
  const proxies = sharedProxies();
  reportMissed(proxies, reporter);
  const foreign = options.tracerProvider ?? foreignProvider(proxies);
  if (foreign === undefined) {
    tellWhereTo(options, running, reporter);
    for (const note of options.notes) reporter.once(note);
    return takeOurs(proxies, options, running, platform, reporter);
  }
  proxies.tracers.setProvider(foreign);
  proxies.meters.setProvider(metrics.getMeterProvider());
  proxies.loggers.setProvider(logs.getLoggerProvider());
  const undoContext =
    options.tracerProvider === undefined ? registerContextManager(platform.contextManager()) : undefined;
  if (options.tracerProvider === undefined) reportJoined(options, reporter);
  return {
    isOurs: false,
    check() {},
    undo() {
      if (isReplaced(running)) return;
      clear(proxies);
      undoContext?.();
    },
  };
}

function takeOurs(
  proxies: Proxies,
  options: ResolvedOptions,
  running: Running,
  platform: Platform,
  reporter: Reporter,
): Registration {
  const propagator = createPropagator({ ...options, ownOrigin: platform.origin });
  const manager = platform.contextManager();
  const initial = initialContext(platform.environment, propagator);
  register(proxies, { contextManager: manager && startingIn(initial, manager), propagator });
  proxies.tracers.setProvider(running.tracerProvider);
  proxies.meters.setProvider(running.meterProvider);
  proxies.loggers.setProvider(running.loggerProvider);
  return {
    isOurs: true,
    check() {
      if (foreignProvider(proxies) !== undefined && !isReplaced(running))
        reporter.once(
          'another OpenTelemetry SDK has replaced the provider of `configure()`; what uses OpenTelemetry directly goes there. Start that SDK first, and it is joined.',
        );
    },
    undo() {
      if (isReplaced(running)) return;
      clear(proxies);
      proxies.unregister?.();
    },
  };
}

/** That a viewer shows the spans, or that nobody does. */
function tellWhereTo(options: ResolvedOptions, { viewer }: Running, reporter: Reporter): void {
  if (viewer === undefined) return reportNoTarget(options, reporter);
  viewer.look((isThere) => {
    if (isThere) reporter.once(`spans are shown at ${viewer.url}`);
    else reportNoTarget(options, reporter);
  });
}

function reportNoTarget({ isTargetSaid }: ResolvedOptions, reporter: Reporter): void {
  if (!isTargetSaid)
    reporter.once(
      'nothing is exported: neither `export` nor a variable says where to, and standard output is no terminal. Set `BUD_OBSERVE_ENDPOINT` to an OTLP receiver, or `BUD_OBSERVE_FILE`; `export: false` means that it is on purpose.',
    );
}

function reportMissed({ tracers }: Proxies, reporter: Reporter): void {
  const missed = tracers.takeMissed();
  if (missed > 0)
    reporter.once(
      `\`configure()\` was called after ${missed} ${missed === 1 ? 'span or log was' : 'spans and logs were'} made, which nobody has seen. Call it first: import the file that does before everything else.`,
    );
}

/** A later `configure` stands there already. */
function isReplaced(running: Running): boolean {
  return defaultState().parts !== running.parts;
}

function clear(proxies: Proxies): void {
  for (const proxy of [proxies.tracers, proxies.meters, proxies.loggers]) proxy.setProvider(undefined);
}

function reportJoined({ given }: ResolvedOptions, reporter: Reporter): void {
  const needsProcessor = ['export', 'scrubbing', 'conventions', 'batch', 'sampling'].filter((name) =>
    given.includes(name),
  );
  if (needsProcessor.length === 0 || defaultState().hasProcessor === true) return;
  const names = needsProcessor.map((name) => `\`${name}\``).join(', ');
  reporter.once(
    `another OpenTelemetry SDK is registered and makes the spans, so ${names} ${needsProcessor.length === 1 ? 'has' : 'have'} no effect. Add \`spanProcessor()\`, and for sampling \`sampler()\`, of @bud/observe to it.`,
  );
}
