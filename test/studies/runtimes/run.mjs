/**
 * Executes every fixture on every JavaScript runtime, plain, off and on, and prints the matrix: `npm run runtimes` at
 * the root, or here `node run.mjs` once the packages are built and installed. See README.md.
 */
import { parseArgs } from 'node:util';
import { load } from './load.mjs';

const help = `Executes every fixture on every runtime, plain, off and on, and prints the matrix.

  node run.mjs [options]

  --only <string>  only runtimes whose name contains the string: --only node, --only chromium
  --require-all    a runtime that is not installed is a failure
  --help           this text

The exit code is 1 when a fixture behaves differently off or on than plain, or does not record its spans.
`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'require-all': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) process.stdout.write(help);
else process.exitCode = await main();

async function main() {
  const { printMatrix } = await load('print-matrix.ts');
  const { isGreen } = await printMatrix(options.only, { requiresAll: options['require-all'] });
  return isGreen ? 0 : 1;
}
