import { fileURLToPath } from 'node:url';

export default {
  output: 'export',
  turbopack: {
    // The workspace that the packages are linked from; an application of its own needs none.
    root: fileURLToPath(new URL('../..', import.meta.url)),
    rules: { '*.ts': { loaders: [{ loader: '@bud/unplugin/loader', options: {} }] } },
  },
};
