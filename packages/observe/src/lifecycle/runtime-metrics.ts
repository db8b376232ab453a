import type { MeterProvider } from '@opentelemetry/api';
import type { ResolvedOptions } from '../options/options.ts';
import type { Platform } from '../platform/platform.ts';

/** Records what the process itself does, if that is asked for and there is a process. Gives what stops it. */
export function runtimeMetrics(
  { runtimeMetrics: isAskedFor }: Pick<ResolvedOptions, 'runtimeMetrics'>,
  { observeRuntime }: Pick<Platform, 'observeRuntime'>,
  meters: MeterProvider,
): () => void {
  return (isAskedFor && observeRuntime?.(meters.getMeter('bud.runtime'))) || (() => {});
}
