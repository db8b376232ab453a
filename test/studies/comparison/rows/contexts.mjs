// Who is whose child when many things happen at once.
import { expect } from '../mismatch.mjs';

const tasks = Array.from({ length: 10 }, (_, index) => index);

const ten = tasks.flatMap((index) => [
  `async function step${index}(n) { await new Promise((resolve) => setTimeout(resolve, (${index} * 7 + n * 3) % 5)); return n; }`,
  `async function task${index}(steps) { let sum = 0; for (let n = 0; n < steps; n++) sum += await step${index}(n); return sum; }`,
]);

export const rows = [
  {
    name: 'ten interleaved async tasks keep their children apart',
    asksForSpan: true,
    program: ten,
    async check(program, trace) {
      const sums = await Promise.all(tasks.map((index) => program[`task${index}`](3)));
      expect(
        sums.every((sum) => sum === 3),
        `the tasks returned ${sums.join()}`,
      );
      const recorded = await trace();
      for (const index of tasks) recorded.childrenOf(`task${index}`, `step${index}`, 3);
    },
  },
];
