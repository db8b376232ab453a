import { fileURLToPath } from 'node:url';

const loader = { loader: '@bud/unplugin/loader', options: {} };
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const distDir = process.env.DIST_DIR;

export default {
  distDir,
  outputFileTracingRoot: root,
  turbopack: { root, rules: { '*.js': { loaders: [loader] } } },
  webpack(config) {
    config.module.rules.push({ test: /\.js$/, exclude: /node_modules|\.next/, use: [loader] });
    return config;
  },
};
