import budTrack from '@bud/unplugin/rolldown';
import { rolldown } from 'rolldown';
import { buildApart } from './build-apart.ts';
import { decorators } from '../decorators.ts';
import { failed, type Host, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';
import { entryModules, thrownMessages, toMessage } from './rollup-output.ts';

/** Rolldown. */
export const rolldownHost: Host = {
  name: 'rolldown',
  handlesCommonJs: true,
  build: (input) => buildApart(input, buildTogether),
};

async function buildTogether(input: HostBuild): Promise<HostOutput> {
  const { root, entries, options, minify = false, sourcemap = false, runtime = 'external' } = input;
  const warnings: HostMessage[] = [];
  try {
    await using bundle = await rolldown({
      cwd: root,
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `./${file}`])),
      platform: 'node',
      external: runtime === 'external' ? ['@bud/runtime'] : [],
      resolve: { conditionNames: ['@bud/source', 'import', 'node'] },
      transform: { jsx: 'react' },
      // Warns of what took long, which the machine decides.
      checks: { bundlerTimings: false },
      plugins: [decorators, ...(options === undefined ? [] : [budTrack(options)])],
      onLog: (level, log) => void (level === 'warn' && warnings.push(toMessage(log))),
    });
    const { output } = await bundle.generate({ format: 'esm', dir: 'out', sourcemap, minify });
    return { modules: entryModules(output), warnings, errors: [] };
  } catch (error) {
    return failed(thrownMessages(error), warnings);
  }
}
