import budTrack from '@bud/unplugin/rollup';
import { transform } from 'esbuild';

/** Rollup reads JavaScript; types go with whatever the project uses for that. */
const typescript = {
  name: 'typescript',
  transform: (code, id) => transform(code, { loader: 'ts', sourcefile: id, sourcemap: true }),
};

export default {
  input: 'src/main.ts',
  external: /^@/,
  plugins: [budTrack(), typescript],
  output: { dir: 'dist' },
};
