import { startTracking } from '@bud/runtime/otel';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, test } from 'vitest';
import type { Host } from '../hosts/host.ts';
import { allHosts } from '../hosts/hosts.ts';
import { createProject } from '../hosts/project.ts';
import { tscHosts } from '../hosts/build/tsc.ts';
import { positionsInSource, positionsOfErrors, type Position } from './positions.ts';
import { throwingModule } from './throwing-module.ts';

/** The positions that a host's own maps lead to, where they are coarser than the source. */
const coarseHosts: Partial<Record<Host['name'], (positions: readonly Position[]) => readonly Position[]>> = {
  // Farm's segments begin after what they are about.
  farm: (positions) => positions.map(({ name, line }) => ({ name, line, column: null })),
  // Bun takes no map from a plugin: its columns are those of the tracked code.
  bun: (positions) => positions.map(({ name, line }) => ({ name, line, column: null })),
};

describe.each([...allHosts, ...tscHosts])('$name', { timeout: 120_000 }, (host) => {
  // TypeScript minifies nothing; minified, Farm gives the map of what it minified.
  const minifies = !tscHosts.includes(host) && host.name !== 'farm';
  test.each([
    { minify: false, isRecording: false },
    { minify: false, isRecording: true },
    ...(minifies ? [{ minify: true, isRecording: false }] : []),
  ])('errors keep their line and column: minify $minify, recording $isRecording', async ({ minify, isRecording }) => {
    using project = createProject({ 'src/main.ts': throwingModule });
    const input = { root: project.root, entries: { main: 'src/main.ts' }, options: {}, minify, sourcemap: true };
    const { modules, errors } = await host.build(input);
    expect(errors).toEqual([]);
    const built = modules['main'];
    if (built === undefined) throw new Error('nothing was built');
    expect(built.code).toContain('@bud/runtime');
    const tracking = isRecording ? startTracking({ tracerProvider: new BasicTracerProvider() }) : undefined;
    try {
      const isNewDropped = minify && (host.name === 'vite' || host.name === 'rolldown');
      const coarse = coarseHosts[host.name] ?? ((positions) => positions);
      const expected = positionsInSource(isNewDropped ? 'Error' : 'new Error');
      expect(coarse(await positionsOfErrors(project, built))).toEqual(coarse(expected));
    } finally {
      tracking?.stop();
    }
  });
});
