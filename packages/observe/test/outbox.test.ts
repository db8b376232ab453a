import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openOutbox, RetryLater } from '@bud/observe';
import { expect, test, vi } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';

test('items arrive in order and together, and what a receiver refuses is counted', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const taken: (readonly number[])[] = [];
  const outbox = openOutbox<number>({
    receiver: 'shed',
    items: 'pots',
    weigh: () => 8,
    async send(items) {
      if (items.includes(13)) throw new Error('no 13 here');
      taken.push(items);
    },
  });
  for (const item of [1, 2, 3]) outbox.add(item);
  await outbox.flush();
  outbox.add(13);
  await outbox.flush();
  outbox.add(4);
  await outbox.close();
  outbox.add(5);
  expect(taken).toEqual([[1, 2, 3], [4]]);
  expect(outbox.lost).toBe(2);
  expect(said.mock.calls.map(([line]) => String(line))[0]).toBe(
    'bud: shed: pots are lost (no 13 here); `lost` counts them.\n',
  );
  said.mockRestore();
});

test('a receiver that is away gets everything when it is back', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const taken: string[] = [];
  let isAway = true;
  const outbox = openOutbox<string>({
    receiver: 'shed',
    items: 'pots',
    weigh: ({ length }) => length,
    async send(items) {
      if (isAway) throw new RetryLater('no answer');
      taken.push(...items);
    },
  });
  outbox.add('a');
  await outbox.flush();
  outbox.add('b');
  isAway = false;
  await outbox.flush();
  expect(taken).toEqual(['a', 'b']);
  expect(outbox.lost).toBe(0);
  await outbox.close();
  said.mockRestore();
});

const index = fileURLToPath(new URL('../dist/index.js', import.meta.url));

test.each([
  ['that has nothing left to do', '', 'a,b\n'],
  ['that a signal ends', "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5000);", 'a,b\n'],
])('a process %s sends what waits', async (_, ending, printed) => {
  using project = createProject({
    'main.mjs': `
      import { openOutbox } from '${index}';
      const send = async (items) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        process.stdout.write(items + '\\n');
      };
      const outbox = openOutbox({ receiver: 'shed', items: 'pots', weigh: () => 8, send });
      outbox.add('a');
      outbox.add('b');
      ${ending}`,
  });
  const child = spawn(process.execPath, ['main.mjs'], { cwd: project.root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += String(chunk)));
  await once(child, 'close');
  expect(text).toBe(printed);
});
