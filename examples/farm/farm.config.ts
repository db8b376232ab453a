import budTrack from '@bud/unplugin/farm';
import type { UserConfig } from '@farmfe/core';

const config: UserConfig = {
  compilation: {
    input: { main: './src/main.ts' },
    output: { path: 'dist', targetEnv: 'library-node', format: 'esm', entryFilename: '[entryName].js' },
    external: ['^@'],
  },
  plugins: [budTrack()],
};

export default config;
