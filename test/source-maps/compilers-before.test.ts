import { join } from 'node:path';
import { transform } from '@bud/swc';
import rollupTrack from '@bud/unplugin/rollup';
import { rollup } from 'rollup';
import { expect, test } from 'vitest';
import { esbuildHost } from '../hosts/build/esbuild.ts';
import type { BuiltModule } from '../hosts/host.ts';
import { createProject, type Project } from '../hosts/project.ts';
import { entryModules } from '../hosts/build/rollup-output.ts';
import { tscHosts } from '../hosts/build/tsc.ts';
import { positionsInSource, positionsOfErrors } from './positions.ts';
import { throwingModule } from './throwing-module.ts';

/** The step of the chain that tracks. */
type Tracking = 'TypeScript' | 'SWC' | 'bundler';

interface Compiled {
  readonly code: string;
  readonly map: string;
}

/** TypeScript's compiler, then SWC: `src/main.ts` as a bundler is given it in such a project. */
async function compile({ root }: Project, tracking: Tracking): Promise<Compiled> {
  const [tsc] = tscHosts;
  const options = tracking === 'TypeScript' ? {} : undefined;
  const output = await tsc?.build({ root, entries: { main: 'src/main.ts' }, options, sourcemap: true });
  const { code = '', map } = output?.modules['main'] ?? {};
  const compiled = await transform(code, {
    filename: join(root, 'src/main.js'),
    swcrc: false,
    sourceMaps: true,
    inputSourceMap: map ?? '',
    jsc: { target: 'es2022', keepClassNames: true },
    track: tracking === 'SWC' ? { root } : { mode: 'off' },
  });
  return { code: compiled.code, map: compiled.map ?? '' };
}

type Bundle = (project: Project, compiled: Compiled, isTracking: boolean) => Promise<BuiltModule | undefined>;

const bundlers: Readonly<Record<'esbuild' | 'rollup', Bundle>> = {
  /** Reads the map that the file has at its end. */
  async esbuild(project, { code, map }, isTracking) {
    const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    project.write({ 'src/main.js': `${code}\n//# sourceMappingURL=${url}\n` });
    const input = { root: project.root, entries: { main: 'src/main.js' }, sourcemap: true };
    return (await esbuildHost.build({ ...input, options: isTracking ? {} : undefined })).modules['main'];
  },
  /** Is given the map by the plugin that loads the file. */
  async rollup(project, compiled, isTracking) {
    project.write({ 'src/main.js': compiled.code });
    const load = { name: 'load', load: (id: string) => (id.endsWith('main.js') ? compiled : null) };
    const bundle = await rollup({
      input: join(project.root, 'src/main.js'),
      external: ['@bud/runtime'],
      plugins: [load, ...(isTracking ? [rollupTrack({ root: project.root })] : [])],
    });
    const { output } = await bundle.generate({ dir: join(project.root, 'out'), sourcemap: true });
    return entryModules(output)['main'];
  },
};

const chains = (['TypeScript', 'SWC', 'bundler'] as const).flatMap((tracking) =>
  Object.entries(bundlers).map(([name, bundle]) => ({ tracking, name, bundle })),
);

test.each(chains)('TypeScript, SWC, $name; tracked by $tracking', async ({ tracking, bundle }) => {
  using project = createProject({ 'src/main.ts': throwingModule });
  const built = await bundle(project, await compile(project, tracking), tracking === 'bundler');
  if (built === undefined) throw new Error('nothing was built');
  expect(built.code).toContain('@bud/runtime');
  expect(await positionsOfErrors(project, built)).toEqual(positionsInSource('new Error'));
});
