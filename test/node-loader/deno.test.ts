import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createLoaderProject } from './run-program.ts';

const deno = fileURLToPath(new URL('../studies/runtimes/node_modules/deno/deno', import.meta.url));
const printSpans = fileURLToPath(new URL('print-spans.mjs', import.meta.url));
const isInstalled = existsSync(deno);
if (!isInstalled) process.stdout.write('Deno: not installed; run: node test/install.mjs test/studies/runtimes\n');

const ask = `import type { Client } from './client.ts';

/** @track type=llm */
export async function ask(question: string, client: Client): Promise<string> {
  if (question === '') {
    throw new Error('no question');
  }
  return client.name + ': ' + question;
}
`;
const app = `import { ask } from './ask.ts';

console.log(await ask('why', { name: 'Bud' }));
await ask('', { name: 'Bud' }).catch((error: Error) => console.log(/ask\\.ts:\\d+:\\d+/.exec(error.stack ?? '')?.[0]));
`;
const modes = [
  [
    'on',
    `span ask src/ask.ts:4 question=why client={"name":"Bud"}
Bud: why
span ask src/ask.ts:4 question= client={"name":"Bud"}
ask.ts:6:11
`,
  ],
  ['off', 'Bud: why\nask.ts:6:11\n'],
];

test.skipIf(!isInstalled).each(modes)(
  'Deno with the loader in a preload tracks TypeScript, and keeps its lines and columns: %s',
  async (mode, expected) => {
    using project = createLoaderProject({
      'package.json': '{ "type": "module", "dependencies": { "@bud/swc": "0.1.0", "@bud/runtime": "0.1.0" } }',
      'src/app.ts': app,
      'src/ask.ts': ask,
      'src/client.ts': 'export interface Client { readonly name: string }\n',
    });
    const preloads = ['--preload', 'npm:@bud/swc/register', '--preload', printSpans];
    const flags = ['run', '--allow-all', '--cached-only', '--no-lock', '--node-modules-dir=manual', '--quiet'];
    const { stdout } = await promisify(execFile)(deno, [...flags, ...preloads, 'src/app.ts'], {
      cwd: project.root,
      env: { ...process.env, BUD_TRACK: mode, NO_COLOR: '1' },
    });
    expect(stdout).toBe(expected);
  },
);
