import { startTracking } from '@bud/runtime/otel';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, test } from 'vitest';
import { allHosts } from '../hosts/hosts.ts';
import { createProject } from '../hosts/project.ts';
import { tscHosts } from '../hosts/tsc.ts';
import { placesInText, placesOfErrors } from './places.ts';
import { throwingModule } from './throwing-module.ts';

describe.each([...allHosts, ...tscHosts])('$name', { timeout: 120_000 }, (host) => {
  const builds = [
    { minify: false, isRecording: false },
    { minify: false, isRecording: true },
    { minify: true, isRecording: false },
  ];
  // TypeScript minifies nothing.
  test.each(builds.filter(({ minify }) => !minify || !tscHosts.includes(host)))(
    'errors keep their line and column: minify $minify, recording $isRecording',
    async ({ minify, isRecording }) => {
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
        expect(await placesOfErrors(project, built)).toEqual(placesInText(isNewDropped ? 'Error' : 'new Error'));
      } finally {
        tracking?.stop();
      }
    },
  );
});
