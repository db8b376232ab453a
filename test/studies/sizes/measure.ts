import { gzipSync } from 'node:zlib';
import { hosts } from '../../hosts/hosts.ts';
import type { Host } from '../../hosts/host.ts';
import { createProject } from '../../hosts/project.ts';
import { tenFunctions } from './ten-functions.ts';

/** What one host makes of the marks, in bytes of minified output with the runtime bundled. */
export interface Sizes {
  readonly host: Host['name'];
  /** Ten tracked functions that nothing uses: with the plugin minus without. */
  readonly unusedBytes: number;
  /** One function that is used, without the plugin and with it; the difference is site, call and gate. */
  readonly plainBytes: number;
  readonly trackedBytes: number;
  /** The gate alone, the part that does not grow with the number of functions. */
  readonly gateBytes: number;
  readonly gateGzipBytes: number;
}

const files = {
  'src/ten.ts': tenFunctions,
  'src/unused.ts': `import { sync, Agent } from './ten.ts';
console.log('nothing of it');
`,
  'src/used.ts': `/** @track type=llm */
async function ask(question: string): Promise<string> {
  return question;
}
void ask('why').then(console.log);
`,
  'src/gate.ts': `import { gate } from '@bud/runtime';
console.log(gate.on);
`,
};

/** Builds with one host and weighs the results. */
export async function measure(host: Host): Promise<Sizes> {
  using project = createProject(files);
  const build = async (entry: string, isTracked: boolean): Promise<string> => {
    const { modules, errors } = await host.build({
      root: project.root,
      entries: { main: `src/${entry}.ts` },
      options: isTracked ? {} : undefined,
      minify: true,
      runtime: 'bundled',
    });
    if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join('\n'));
    return modules['main']?.code ?? '';
  };
  const [gate, unused, unusedPlain] = [
    await build('gate', false),
    await build('unused', true),
    await build('unused', false),
  ];
  return {
    host: host.name,
    unusedBytes: bytes(unused) - bytes(unusedPlain),
    plainBytes: bytes(await build('used', false)),
    trackedBytes: bytes(await build('used', true)),
    gateBytes: bytes(gate),
    gateGzipBytes: gzipSync(gate).length,
  };
}

/** The sizes of all hosts, one build after the other. */
export async function measureAll(): Promise<readonly Sizes[]> {
  const sizes: Sizes[] = [];
  for (const host of Object.values(hosts)) sizes.push(await measure(host));
  return sizes;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
