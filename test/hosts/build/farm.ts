import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { install } from '../../install.mjs';
import { buildApart } from './build-apart.ts';
import { createBuildProcess, toRequest } from './build-process.ts';
import { failed, type Host, type HostBuild, type HostOutput } from '../host.ts';

await install('test/hosts');
const ask = createBuildProcess(process.execPath, [fileURLToPath(new URL('farm-process.mjs', import.meta.url))]);

/** Farm, building libraries for Node. */
export const farmHost: Host = {
  name: 'farm',
  handlesCommonJs: true,
  build: (input) => buildApart(input, buildKind),
};

async function buildKind(input: HostBuild, extension: 'mjs' | 'cjs'): Promise<HostOutput> {
  const { stdout, stderr, hasEnded } = await ask(toRequest(input, extension));
  // Farm begins what it says with a bracket, and the plugin what it says itself with the code of a problem.
  const [own = '', ...failures] = `\n${stripVTControlCharacters(stderr)}`.split(/^(?=\[)/m);
  const said = [...stripVTControlCharacters(stdout).split(/^(?=\[)/m), ...own.split(/^(?=BUD)/m)];
  const warnings = said.filter((text) => !/Build completed|^\s*$/.test(text)).map((text) => ({ text }));
  if (hasEnded) {
    // What a plugin throws when it is made is not Farm's to say.
    const errors = failures.length > 0 ? failures : [own];
    return failed(
      errors.map((text) => ({ text })),
      warnings,
    );
  }
  const textAt = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  return {
    modules: Object.fromEntries(
      Object.keys(input.entries).map((name) => {
        const path = join(input.root, 'out', name, `${name}.js`);
        return [name, { code: textAt(path) ?? '', map: textAt(`${path}.map`), extension }];
      }),
    ),
    warnings,
    errors: [],
  };
}
