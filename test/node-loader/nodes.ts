import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A Node that programs are run with. */
export interface Node {
  readonly name: string;
  readonly path: string;
}

const versions = ['node-20', 'node-22', 'node-24', 'node-26'] as const;
const binaryOf = (name: string): string =>
  fileURLToPath(new URL(`../studies/runtimes/node_modules/${name}/bin/node`, import.meta.url));

/** The Node that runs the tests, and the others that are installed. */
export const nodes: readonly Node[] = [
  { name: `node ${process.version}`, path: process.execPath },
  ...versions
    .filter((name) => !process.version.startsWith(`v${name.slice('node-'.length)}.`))
    .map((name) => ({ name, path: binaryOf(name) }))
    .filter(({ path }) => existsSync(path)),
];

if (nodes.length === 1) {
  process.stdout.write(
    'node loader: only on the Node of this process; for the others run: node test/install.mjs test/studies/runtimes\n',
  );
}
