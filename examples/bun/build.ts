import budTrack from '@bud/unplugin/bun';

await Bun.build({
  entrypoints: ['src/main.ts'],
  outdir: 'dist',
  target: 'bun',
  packages: 'external',
  plugins: [budTrack()],
});
