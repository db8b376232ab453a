/**
 * Tells of garbage-collected objects, with what was registered for them. Absent in a few embedded engines: there whatever
 * waits for it ends when tracking stops.
 */
export function whenCollected<Held>(tell: (held: Held) => void): FinalizationRegistry<Held> | undefined {
  return typeof FinalizationRegistry === 'undefined' ? undefined : new FinalizationRegistry(tell);
}
