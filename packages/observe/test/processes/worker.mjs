// A worker thread: it gets the trace of each job with the job.
import { parentPort, workerData } from 'node:worker_threads';
import { attachContext, configure, span } from '@bud/observe';

const { flush } = configure({ serviceName: 'worker', export: [{ file: { path: workerData } }] });
parentPort.on('message', async ({ job, trace }) => {
  await attachContext(trace, () => span('Working on {job}', { job }, async () => {}));
  await flush();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of worker_threads, no window
  parentPort.postMessage('done');
  parentPort.close();
});
