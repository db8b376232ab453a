import budTrack from '@bud/unplugin/vite';
import type { UserConfig } from 'vite';

const config: UserConfig = {
  plugins: [budTrack()],
  build: { ssr: 'src/main.ts', target: 'node20' },
  // Packages stay packages, as usual on a server: also those that a workspace links, which Vite would bundle.
  ssr: { external: true },
};

export default config;
