import budTrack from '@bud/unplugin/esbuild';
import { build } from 'esbuild';

const [outdir = 'dist/esbuild'] = process.argv.slice(2);

await build({
  entryPoints: ['src/main.ts'],
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  plugins: [
    budTrack({
      rules: [{ files: 'src/search-notes.ts', functions: 'searchNotes', type: 'retriever', ignore: ['client'] }],
    }),
  ],
});
