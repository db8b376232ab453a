import { expect, test, vi } from 'vitest';
import { createProject } from '../hosts/project.ts';
import { watchers } from './watchers.ts';

const marked = '/** @track type=tool */\nexport function double(n) {\n  return n * 2;\n}\n';
const unmarked = marked.replace('/** @track type=tool */', '/** Twice. */');

test.each(Object.entries(watchers))(
  '%s: a mark that is removed and added again while watching',
  async (_name, watch) => {
    using project = createProject({
      'src/main.js': "export { double } from './double.js';\n",
      'src/double.js': marked,
    });
    let newest = '';
    const watching = await watch(project.root, (code) => {
      newest = code;
    });
    /** Writes until the host noticed: a file that changes while its watcher starts can be missed. */
    const rebuildWith = async (text: string, isTracked: boolean): Promise<void> => {
      await vi.waitFor(
        async () => {
          project.write({ 'src/double.js': text });
          await watching.rebuild?.();
          expect(newest.includes('@bud/runtime')).toBe(isTracked);
        },
        { timeout: 20_000, interval: 250 },
      );
      expect(newest).toContain('return n * 2;');
    };
    try {
      await rebuildWith(marked, true);
      await rebuildWith(unmarked, false);
      await rebuildWith(marked, true);
    } finally {
      await watching.close();
    }
  },
);
