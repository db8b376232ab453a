import { configure, type ExportTarget } from '@bud/observe';

/** Tracing that is switched on. */
export interface Tracing {
  /** Switches tracing off, when everything that has ended is where it goes. */
  stop(): Promise<void>;
}

/** One `configure()`: without a target, spans are printed as a tree while the agent works. */
export function startTracing(target: ExportTarget = { console: true }): Tracing {
  const observing = configure({ serviceName: 'garden-agent', export: [target] });
  return { stop: () => observing.shutdown() };
}
