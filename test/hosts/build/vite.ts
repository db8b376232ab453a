import budTrack from '@bud/unplugin/vite';
import { build, createLogger, type Rolldown } from 'vite';
import { buildApart } from './build-apart.ts';
import { decorators } from '../decorators.ts';
import { failed, type Host, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';
import { entryModules, thrownMessages } from './rollup-output.ts';

/** Vite building for Node (`build.ssr`), which is how an agent is built with it. */
export const viteHost: Host = {
  name: 'vite',
  handlesCommonJs: true,
  build: (input) => buildApart(input, buildTogether),
};

async function buildTogether(input: HostBuild): Promise<HostOutput> {
  const { root, entries, options, minify = false, sourcemap = false, runtime = 'external' } = input;
  const warnings: HostMessage[] = [];
  const customLogger = createLogger('silent');
  customLogger.warn = (text) => void warnings.push({ text });
  try {
    const built = await build({
      root,
      configFile: false,
      // Silences the progress report, which does not go through the logger.
      logLevel: 'silent',
      customLogger,
      mode: 'production',
      oxc: { jsx: { runtime: 'classic' } },
      plugins: [decorators, ...(options === undefined ? [] : [budTrack(options)])],
      ssr: runtime === 'bundled' ? { noExternal: true, resolve: { conditions: ['@bud/source', 'node'] } } : {},
      build: {
        ssr: true,
        write: false,
        minify,
        sourcemap,
        rolldownOptions: {
          input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `${root}/${file}`])),
          external: runtime === 'external' ? ['@bud/runtime'] : [],
          // Warns of what took long, which the machine decides.
          checks: { bundlerTimings: false },
        },
      },
    });
    // Proof of the cast: one environment, and not watching.
    return { modules: entryModules((built as Rolldown.RolldownOutput).output), warnings, errors: [] };
  } catch (error) {
    return failed(thrownMessages(error), warnings);
  }
}
