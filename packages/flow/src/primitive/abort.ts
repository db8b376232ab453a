const hubs = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal is aborted, unless that is taken back. A signal gets one listener, however many ask: runtimes warn
 * of more than a few.
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  let hub = hubs.get(signal);
  if (hub === undefined) {
    const made = new Set<() => void>();
    signal.addEventListener('abort', () => [...made].forEach((each) => each()), { once: true });
    hubs.set(signal, (hub = made));
  }
  const asked = hub.add(run);
  return () => void asked.delete(run);
}

/** What work gives, unless the signal is aborted before: then its reason. */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const forget: (() => void)[] = [];
  const aborted = new Promise<never>((_, reject) => {
    // Proof of the cast: a reason may be anything, as what is thrown may.
    const onReason = (): void => reject(signal.reason as Error);
    if (signal.aborted) onReason();
    else forget.push(onAbort(signal, onReason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    forget.forEach((each) => each());
  }
}
