const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Cleans up when the user stops the program, and exits as shells expect. Gives back what ends the watch. */
export function onInterrupt(cleanUp: () => void): () => void {
  const handlers = Object.entries(signals).map(([signal, number]) => {
    const handler = (): void => {
      cleanUp();
      process.exit(128 + number);
    };
    process.once(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => void remove());
}
