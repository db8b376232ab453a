import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Options } from '@bud/unplugin';
import { fixtureCases } from '../fixtures/fixture-case.ts';
import type { Host, HostBuild, HostOutput } from '../hosts/host.ts';
import { allHosts } from '../hosts/hosts.ts';
import { createProject } from '../hosts/project.ts';
import { runnableKind } from '../hosts/runnable-kind.ts';
import { tscHosts } from '../hosts/build/tsc.ts';

// TypeScript compiles hundreds of scripts one by one.
const limit = { timeout: 120_000 };

/** No host builds what no host can parse. */
const unparsable = 'problem/bud001-unparsable-file';

/** Every fixture of the repository, as the entries of one build: the outputs are one file per fixture. */
function entriesFor(host: Host, root: string): HostBuild['entries'] {
  const isBuilt = (name: string, file: string): boolean =>
    name !== unparsable && (host.handlesCommonJs || runnableKind(join(root, file)) === 'mjs');
  return Object.fromEntries(
    fixtureCases.filter(({ name, file }) => isBuilt(name, file)).map(({ id, file }) => [id, file]),
  );
}

afterEach(() => {
  vi.unstubAllEnvs();
});

const builders = [...allHosts, ...tscHosts];
const everything: Options = { rules: [{ functions: '*', type: 'all' }], strict: true };

test.each(builders)('$name: switched off, it builds what a build without the plugin builds', limit, async (host) => {
  using project = createProject(Object.fromEntries(fixtureCases.map(({ file, code }) => [file, code])));
  const input: HostBuild = { root: project.root, entries: entriesFor(host, project.root), sourcemap: true };
  const plain = await host.build(input);
  expect(plain.errors).toEqual([]);
  expect(Object.keys(plain.modules).toSorted()).toEqual(Object.keys(input.entries).toSorted());
  const byOption = await host.build({ ...input, options: { ...everything, mode: 'off' } });
  vi.stubEnv('BUD_TRACK', 'off');
  const byVariable = await host.build({ ...input, options: everything });
  for (const off of [byOption, byVariable]) {
    expect(off.modules).toEqual(plain.modules);
    // Vite reports in the order in which its threads finish.
    expect(texts(off)).toEqual(texts(plain));
  }
});

function texts({ warnings, errors }: HostOutput): readonly string[] {
  return [...errors, ...warnings].map(({ text }) => text).toSorted();
}
