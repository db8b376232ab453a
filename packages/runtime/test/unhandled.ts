/** Reasons of the rejections that nobody handles while `run` runs. */
export async function unhandledDuring(run: () => unknown): Promise<unknown[]> {
  const listeners = process.listeners('unhandledRejection');
  const reasons: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => reasons.push(reason));
  try {
    await run();
    await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
  return reasons;
}
