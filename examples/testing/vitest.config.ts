import budTrack from '@bud/unplugin/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [budTrack()], test: { setupFiles: './src/setup.ts' } });
