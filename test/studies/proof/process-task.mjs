// The other end of `process-pool.mjs`.

/** Answers every task of the parent process, one after the other; a task that throws has died. */
export function serve(perform) {
  // Programs leave rejections and errors of their own behind; those are theirs.
  process.on('unhandledRejection', () => {});
  process.on('uncaughtException', () => {});
  process.on('disconnect', () => process.exit());
  process.on('message', async (task) => {
    try {
      process.send({ value: await perform(task) });
    } catch (error) {
      process.send({ died: String(error?.stack ?? error) });
    }
  });
  process.send('ready');
}

/**
 * Runs jobs until `isDone()` or until nothing can be left to run. Programs have no timers and no files, so a few turns
 * of the event loop are more than all they can use.
 */
export async function settle(isDone) {
  for (let turn = 0; turn < 50 && !isDone(); turn++) await new Promise((resolve) => setImmediate(resolve));
}
