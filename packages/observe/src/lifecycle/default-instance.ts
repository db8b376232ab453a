import { resolveTrackingOptions } from '@bud/runtime/otel';
import { diag } from '@opentelemetry/api';
import type { ValueOptions } from '@bud/value';
import { sharedProxies } from '../provider/globals.ts';
import type { Recording } from '../span/recording.ts';

/** What the default instance of a process is at the moment; two copies of this package share it. */
export interface DefaultState {
  /** How values are recorded; undefined before the first `configure`. */
  values?: ValueOptions;
  /** Ends what an earlier `configure` has set up. */
  stop?: () => void;
}

const key = Symbol.for('bud.observe.state.v1');

export function defaultState(): DefaultState {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: DefaultState };
  return (holder[key] ??= {});
}

let recording: Recording | undefined;
let unconfigured: ValueOptions | undefined;

/** What the functions of the module record with: whatever stands behind the proxies at the moment. */
export function defaultRecording(): Recording {
  if (recording === undefined) {
    const { tracers, loggers } = sharedProxies();
    recording = {
      tracer: tracers.getTracer('bud'),
      logger: loggers.getLogger('bud'),
      values: () => defaultState().values ?? (unconfigured ??= resolveTrackingOptions({}, () => {})),
      report: (error) => diag.error('bud: recording failed; the program is not affected.', error),
    };
  }
  return recording;
}
