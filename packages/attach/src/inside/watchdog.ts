import type { LeaveReason, Orders } from './orders.ts';
import { builtin } from './storage.ts';
import type { Timers } from './timers.ts';

/** Ends a recording that nobody asks for any more, or that the process may not be able to bear. */
export interface Watchdog {
  /** The client has said something. */
  heard(): void;
}

/** How often it looks. */
const everyMs = 250;

/** A loop that is late as often in a row is too busy. */
const mostLate = 3;

/** A heap that is as full may be collected for good. */
const mostOfHeap = 0.9;

export function startWatchdog(
  { maxDelayMs, silenceMs }: Orders,
  timers: Timers,
  isOver: () => boolean,
  end: (reason: LeaveReason) => void,
): Watchdog {
  let heardAt = timers.now();
  let due = heardAt + everyMs;
  let lateTimes = 0;
  const look = (): LeaveReason | undefined => {
    const now = timers.now();
    const lateMs = now - due;
    due = now + everyMs;
    lateTimes = lateMs > maxDelayMs ? lateTimes + 1 : 0;
    if (isOver()) return 'max-spans';
    if (lateTimes >= mostLate) return 'loop-delay';
    if (isHeapFull()) return 'heap';
    // A loop that was held up has not let the client in, either.
    return lateMs < everyMs && now - heardAt > silenceMs ? 'silence' : undefined;
  };
  timers.every(everyMs, () => {
    const reason = look();
    if (reason !== undefined) end(reason);
  });
  return { heard: () => void (heardAt = timers.now()) };
}

interface HeapStatistics {
  readonly used_heap_size: number;
  readonly heap_size_limit: number;
}

function isHeapFull(): boolean {
  const { getHeapStatistics } = builtin('v8') ?? {};
  if (typeof getHeapStatistics !== 'function') return false;
  // Proof of the cast: Node's function, as others have it too.
  const { used_heap_size: used, heap_size_limit: limit } = (getHeapStatistics as () => HeapStatistics)();
  return used > limit * mostOfHeap;
}
