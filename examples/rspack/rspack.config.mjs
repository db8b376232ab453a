import budTrack from '@bud/unplugin/rspack';

const swc = { loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } };

export default {
  mode: 'production',
  target: 'node20',
  entry: './src/main.ts',
  module: { rules: [{ test: /\.ts$/, ...swc }] },
  externals: /^@/,
  externalsType: 'module',
  output: { filename: 'main.js', module: true },
  plugins: [budTrack()],
  stats: 'errors-warnings',
};
