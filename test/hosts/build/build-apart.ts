import { join } from 'node:path';
import type { HostBuild, HostOutput } from '../host.ts';
import { runnableKind } from '../runnable-kind.ts';

type BuildKind = (input: HostBuild, kind: 'mjs' | 'cjs') => Promise<HostOutput>;

/**
 * Builds the ES modules together and every CommonJS entry by itself. Together, CommonJS entries would share a chunk with
 * the host's helpers and not be self-contained.
 */
export async function buildApart(input: HostBuild, build: BuildKind): Promise<HostOutput> {
  const kindOf = (file: string): 'mjs' | 'cjs' => runnableKind(join(input.root, file));
  const entries = Object.entries(input.entries);
  const together = entries.filter(([, file]) => kindOf(file) === 'mjs');
  const apart = entries.filter(([, file]) => kindOf(file) === 'cjs');
  const outputs: HostOutput[] = [];
  for (const group of [...(together.length > 0 ? [together] : []), ...apart.map((entry) => [entry])]) {
    const kind = group === together ? 'mjs' : 'cjs';
    outputs.push(await build({ ...input, entries: Object.fromEntries(group) }, kind));
  }
  return {
    modules: Object.fromEntries(outputs.flatMap(({ modules }) => Object.entries(modules))),
    warnings: outputs.flatMap(({ warnings }) => warnings),
    errors: outputs.flatMap(({ errors }) => errors),
  };
}
