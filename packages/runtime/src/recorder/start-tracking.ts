import { install, isInstalled, uninstall } from '../gate/guest.ts';
import { createRecorder } from './recorder.ts';
import { reportSetup } from '../telemetry/setup.ts';
import { createFailures } from '../span/failures.ts';
import { checkTrackingOptions, resolveTrackingOptions, type TrackingOptions } from '../options/tracking-options.ts';
import { logError, logWarning } from '../telemetry/telemetry.ts';
import { unmatchedSwitches } from './switch.ts';

/** A recorder that is installed behind the gate. */
export interface Tracking {
  /** Failures of tracking itself since the start; each kind is reported once through OpenTelemetry's `diag`. */
  readonly failureCount: number;
  /** Spans that have not ended yet. */
  readonly openCount: number;
  /** Names given to `setTracking` that no call has matched so far. */
  readonly unmatched: readonly string[];
  /** Takes the recorder out again, and ends every open span: what is still running goes on untracked. */
  stop(): void;
}

/**
 * Installs the recorder: from here on every tracked call makes a span.
 *
 * Starting twice replaces the first recorder, and only the latest `stop` has an effect. With `BUD_TRACK` set to `off`,
 * `0` or `false` in the environment of the process nothing is installed. Throws a `TypeError` for options that cannot
 * be used.
 *
 * @example
 * import { startTracking } from '@bud/runtime/otel';
 * const tracking = startTracking(); // uses the globally registered OpenTelemetry provider
 * tracking.stop();
 */
export function startTracking(options: TrackingOptions = {}): Tracking {
  checkTrackingOptions(options);
  if (isSwitchedOffByEnvironment()) return { failureCount: 0, openCount: 0, unmatched: [], stop() {} };
  if (isInstalled()) logWarning('bud: `startTracking()` was called twice; the second recorder replaces the first.');
  reportSetup(options.tracerProvider !== undefined);
  const failures = createFailures(logError);
  const recorder = createRecorder(
    resolveTrackingOptions(options, (error) => failures.report('secret', error)),
    failures,
  );
  install(recorder.methods);
  return {
    get failureCount() {
      return failures.count;
    },
    get openCount() {
      return recorder.openCount;
    },
    get unmatched() {
      return unmatchedSwitches();
    },
    stop() {
      if (uninstall(recorder.methods)) reportUnmatched(unmatchedSwitches());
      recorder.endAll();
    },
  };
}

function reportUnmatched(names: readonly string[]): void {
  if (names.length > 0) logWarning(`bud: \`setTracking()\` names what no call matched: ${names.join(', ')}.`);
}

// `process` is Node's, Deno's and Bun's; other environments have no variables.
function isSwitchedOffByEnvironment(): boolean {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  return /^(?:off|0|false)$/i.test(process?.env?.['BUD_TRACK']?.trim() ?? '');
}
