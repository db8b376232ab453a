import { setTimeout as sleep } from 'node:timers/promises';

/** Three items, each of them a little late. */
export const letters = () =>
  new ReadableStream(
    {
      count: 0,
      async pull(controller) {
        await sleep(2);
        this.count += 1;
        if (this.count > 3) controller.close();
        else controller.enqueue(this.count);
      },
    },
    { highWaterMark: 0 },
  );
