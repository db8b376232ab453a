/** As deep as tracked functions hand one stream on to each other; every watcher adds a frame to each of its calls. */
const maxWatchers = 8;

const counts = new WeakMap<object, number>();

/**
 * Counts a call among those that watch one returned object, and returns what takes it out again; undefined when there
 * are enough already: a function that returns the same long-lived object every time must not pile watchers up on it.
 */
export function joinWatchers(object: object): (() => void) | undefined {
  const count = counts.get(object) ?? 0;
  if (count >= maxWatchers) return undefined;
  counts.set(object, count + 1);
  let isMember = true;
  return () => {
    if (!isMember) return;
    isMember = false;
    counts.set(object, (counts.get(object) ?? 1) - 1);
  };
}
