// Builds the example as its own configuration does, but without the plugin: node build-plain.mjs <folder>
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';

const root = fileURLToPath(new URL('../../examples/agent', import.meta.url));
const [folder] = process.argv.slice(2);

await vite({
  configFile: false,
  root,
  logLevel: 'warn',
  build: { ssr: 'src/main.ts', outDir: join(folder, 'vite'), target: 'node20', sourcemap: true },
  ssr: { external: true },
});
await esbuild({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: join(folder, 'esbuild'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
});
