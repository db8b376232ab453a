import type { SpanWatcher } from '../export/exporter.ts';
import { sharedProxies } from '../provider/globals.ts';
import { defaultState } from './default-instance.ts';

/** Those who watch the default instance. */
export function watchers(): Iterable<SpanWatcher> {
  return defaultState().watchers ?? [];
}

/**
 * Shows every span of `configure()` as it begins, and without secrets when it has ended; also those that sampling drops
 * later. It may be called before `configure`, and stays when that is called again. Gives what takes it back.
 *
 * @example
 * import { configure, span, watchSpans } from '@bud/observe';
 *
 * configure({ export: false });
 * const names: string[] = [];
 * const unwatch = watchSpans({ onStart() {}, onEnd: ({ name }) => names.push(name) });
 * span('work', () => {});
 * unwatch();
 * names; // ['work']
 */
export function watchSpans(watcher: SpanWatcher): () => void {
  const state = defaultState();
  state.watchers ??= new Set();
  state.watchers.add(watcher);
  return () => void state.watchers?.delete(watcher);
}

/**
 * Whether spans can be watched: `configure()` makes those of this process, or the SDK that does has `spanProcessor()`.
 *
 * @example
 * import { configure, hasSpansToWatch } from '@bud/observe';
 *
 * if (!hasSpansToWatch()) configure({ export: false });
 */
export function hasSpansToWatch(): boolean {
  const { isOurs, hasProcessor } = defaultState();
  return sharedProxies().tracers.hasProvider && (isOurs === true || hasProcessor === true);
}
