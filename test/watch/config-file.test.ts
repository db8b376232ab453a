import { expect, test, vi } from 'vitest';
import { createProject } from '../hosts/project.ts';
import { watchers } from './watchers.ts';

const configs = [
  ['{}', false],
  ['{ "rules": [{ "functions": "double", "type": "tool" }] }', true],
  ['{ "mode": "off", "rules": [{ "functions": "double", "type": "tool" }] }', false],
  ['{ "rules": [{ "functions": "double", "type": "llm" }] }', true],
] as const;

test.each(Object.entries(watchers))('%s: a configuration file that changes while watching', async (_name, watch) => {
  using project = createProject({
    'src/main.js': 'export function double(n) {\n  return n * 2;\n}\n',
    'bud.track.config.json': '{ "mode": "off" }',
  });
  let newest = '';
  const watching = await watch(project.root, (code) => {
    newest = code;
  });
  try {
    for (const [text, isTracked] of configs) {
      // Writes until the host noticed: a file that changes while its watcher starts can be missed.
      await vi.waitFor(
        async () => {
          project.write({ 'bud.track.config.json': text });
          await watching.rebuild?.();
          expect(newest).toContain('return n * 2;');
          expect(newest.includes('@bud/runtime')).toBe(isTracked);
        },
        { timeout: 20_000, interval: 250 },
      );
    }
    expect(newest).toContain('llm');
  } finally {
    await watching.close();
  }
});
