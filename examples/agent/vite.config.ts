import budTrack from '@bud/unplugin/vite';
import type { UserConfig } from 'vite';

const config: UserConfig = {
  plugins: [
    budTrack({
      rules: [{ files: 'src/search-notes.ts', functions: 'searchNotes', type: 'retriever', ignore: ['client'] }],
    }),
  ],
  build: { ssr: 'src/main.ts', outDir: 'dist/vite', target: 'node20', sourcemap: true },
  // Packages stay packages, as usual on a server: also those that a workspace links, which Vite would bundle.
  ssr: { external: true },
};

export default config;
