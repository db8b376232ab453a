import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread, threadId, Worker } from 'node:worker_threads';

/** @track */
async function work(thread: number) {
  await setTimeout(2);
  return `${thread} 🌱`;
}

setInterval(() => void work(threadId), 5);

if (isMainThread) {
  const path = fileURLToPath(import.meta.url);
  new Worker(path).once('online', () => {
    process.on('message', () => process.send?.({}));
    process.send?.('ready');
  });
}
