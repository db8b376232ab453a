import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

// The built package, as a `webpack.config.cjs` loads it: through Node's `require` of ES modules.
const load = createRequire(import.meta.url);

test.each(['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild', 'farm'])(
  'require("@bud/unplugin/%s") is the plugin',
  (host) => {
    const plugin: unknown = load(`@bud/unplugin/${host}`);
    expect(plugin).toBeTypeOf('function');
    expect((load('@bud/unplugin') as Record<string, unknown>)[host]).toBe(plugin);
  },
);
