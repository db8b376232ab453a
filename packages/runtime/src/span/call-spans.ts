import { whenCollected } from './collected.ts';

/** Calls that run at the same time are rarely more; what was open before them is likely to be forgotten. */
const maxHeld = 1000;

/** The spans that are open. */
export interface CallSpans<Open> {
  readonly size: number;
  add(open: Open): void;
  delete(open: Open): void;
  /** All of them, oldest first; what ends in the meantime is left out. */
  all(): readonly Open[];
}

/**
 * Keeps the spans that are open: the newest ones are held, older ones only as long as something else needs them, so that
 * calls that never settle do not fill the memory. One that is collected is told to `onCollected`, as a copy.
 */
export function createCallSpans<Open extends { readonly span: object }>(
  onCollected: (open: Open) => void,
): CallSpans<Open> {
  // In the order of their starts, as sets are.
  const held = new Set<Open>();
  const loose = new Map<object, WeakRef<Open>>();
  // Where there is none, all of them are held.
  const collected = whenCollected((copy: Open) => {
    loose.delete(copy.span);
    onCollected(copy);
  });
  const loosenOldest = (registry: FinalizationRegistry<Open>): void => {
    for (const oldest of held) {
      held.delete(oldest);
      loose.set(oldest.span, new WeakRef(oldest));
      registry.register(oldest, { ...oldest }, oldest);
      return;
    }
  };
  return {
    get size() {
      return held.size + loose.size;
    },
    add(open) {
      held.add(open);
      if (held.size > maxHeld && collected !== undefined) loosenOldest(collected);
    },
    delete(open) {
      if (!held.delete(open) && loose.delete(open.span)) collected?.unregister(open);
    },
    all: () => [...loose.values()].flatMap((open) => open.deref() ?? []).concat([...held]),
  };
}
