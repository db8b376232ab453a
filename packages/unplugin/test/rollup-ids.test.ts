import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { rollup, type Plugin as RollupPlugin } from 'rollup';
import rolldownTrack from '@bud/unplugin/rolldown';
import rollupTrack from '@bud/unplugin/rollup';
import { build, type Rolldown } from 'vite';
import viteTrack from '@bud/unplugin/vite';
import { describe, expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';

const marked = (name: string): string => `/** @track */\nexport function ${name}() { return '${name}'; }\n`;

/** Ids as component plugins and virtual modules make them. The last is text, whatever it looks like. */
const modules: Readonly<Record<string, string>> = {
  '\0virtual.js': marked('virtual'),
  '/app/src/App.vue?vue&type=script&setup=true&lang.js': marked('setup'),
  '/app/src/App.vue?vue&type=template&id=1&lang.js': marked('render'),
  '/app/src/plain.js?v=1': marked('plain'),
  'C:\\app\\src\\windows.js': marked('windows'),
};

const entry = Object.keys(modules)
  .map((_, index) => `export * from 'virtual:${index}';\n`)
  .join('');

const components = {
  name: 'components',
  resolveId: (source: string) => Object.keys(modules)[Number(/^virtual:(\d+)$/.exec(source)?.[1] ?? -1)] ?? null,
  load: (id: string) => modules[id] ?? null,
};

const builders: Readonly<Record<string, (root: string) => Promise<string>>> = {
  async rollup(root) {
    const plugins = [components as RollupPlugin, rollupTrack({ root: '/app' })];
    const bundle = await rollup({ input: join(root, 'entry.js'), external: ['@bud/runtime'], plugins });
    const { output } = await bundle.generate({ dir: root });
    return output[0].code;
  },
  async rolldown(root) {
    const plugins = [components as Plugin, rolldownTrack({ root: '/app' })];
    await using bundle = await rolldown({
      cwd: root,
      input: join(root, 'entry.js'),
      external: ['@bud/runtime'],
      plugins,
    });
    const { output } = await bundle.generate();
    return output[0].code;
  },
  async vite(root) {
    const built = await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [{ ...components, enforce: 'pre' }, viteTrack({ root: '/app' })],
      build: { ssr: 'entry.js', write: false, rolldownOptions: { external: ['@bud/runtime'] } },
    });
    // Proof of the cast: one environment, and not watching.
    return (built as Rolldown.RolldownOutput).output[0].code;
  },
};

describe.each(Object.entries(builders))('%s', (_name, builder) => {
  test('tracks files and the scripts of components, leaves what hosts and plugins made', async () => {
    using project = createProject({ 'entry.js': entry });
    const code = await builder(project.root);
    const sites = [...code.matchAll(/function: "(\w+)",\s+file: "([^"]+)"/g)].map(
      ([, name, file]) => `${name} ${file}`,
    );
    expect(sites.toSorted()).toEqual(['plain src/plain.js', 'setup src/App.vue', 'windows C:/app/src/windows.js']);
  });
});
