import { fileURLToPath } from 'node:url';

const options = JSON.parse(process.env.TRACK_OPTIONS ?? '{}');

export default {
  output: 'export',
  experimental: { turbopackFileSystemCacheForBuild: true },
  turbopack: {
    root: fileURLToPath(new URL('../../../..', import.meta.url)),
    rules: { '*.ts': { loaders: [{ loader: '@bud/unplugin/loader', options }] } },
  },
};
