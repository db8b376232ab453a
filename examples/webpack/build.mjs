import budTrack from '@bud/unplugin/webpack';
import webpack from 'webpack';

const compiler = webpack({
  mode: 'production',
  target: 'node20',
  entry: './src/main.ts',
  module: { rules: [{ test: /\.ts$/, loader: 'esbuild-loader', options: { target: 'node20' } }] },
  experiments: { outputModule: true },
  externals: /^@/,
  externalsType: 'module',
  output: { filename: 'main.js', module: true },
  plugins: [budTrack()],
});

compiler.run((error, stats) => {
  if (error || stats?.hasErrors()) throw error ?? new Error(stats?.toString());
});
