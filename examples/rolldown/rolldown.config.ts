import budTrack from '@bud/unplugin/rolldown';
import { defineConfig, type RolldownOptions } from 'rolldown';

const config: RolldownOptions = defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  external: /^@/,
  plugins: [budTrack()],
  output: { dir: 'dist' },
});

export default config;
