import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { install } from '../../install.mjs';
import { buildApart } from './build-apart.ts';
import { createBuildProcess, toRequest } from './build-process.ts';
import { failed, type BuiltModule, type Host, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';

await install('test/hosts');
const executable = createRequire(import.meta.url).resolve('bun/bin/bun.exe');
const script = fileURLToPath(new URL('bun-process.mjs', import.meta.url));
const ask = createBuildProcess(executable, ['--conditions=@bud/source', script]);

/** Bun; what it builds for Node runs in Node. */
export const bunHost: Host = {
  name: 'bun',
  handlesCommonJs: true,
  build: (input) => buildApart(input, buildKind),
};

async function buildKind(input: HostBuild, extension: 'mjs' | 'cjs'): Promise<HostOutput> {
  const { stdout, stderr, hasEnded } = await ask(toRequest(input, extension));
  const warnings = stderr.split(/\n(?=BUD)/).flatMap(toMessages);
  if (hasEnded) return failed(toMessages(stdout), warnings);
  // Proof of the cast: the script is the file beside this one.
  const { modules, errors } = JSON.parse(stdout) as {
    readonly modules: Readonly<Record<string, Omit<BuiltModule, 'extension'>>>;
    readonly errors: readonly string[];
  };
  if (errors.length > 0) return failed(errors.flatMap(toMessages), warnings);
  return {
    modules: Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, { ...module, extension }])),
    warnings,
    errors: [],
  };
}

const toMessages = (text: string): readonly HostMessage[] => (text.trim() === '' ? [] : [{ text }]);
