// Bundles a folder as React Native's command line does, for release: `node build.mjs <folder> <bundle>`.
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import Metro from 'metro';

const [folder = '.', bundle = 'bundle.js'] = process.argv.slice(2);
const root = resolve(folder);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(repository, 'node_modules');

const config = await Metro.loadConfig(
  { cwd: root, resetCache: true },
  {
    projectRoot: root,
    watchFolders: [join(repository, 'packages'), modules, fileURLToPath(new URL('.', import.meta.url))],
    resolver: { nodeModulesPaths: [modules, fileURLToPath(new URL('node_modules', import.meta.url))] },
    transformer: {
      babelTransformerPath: fileURLToPath(import.meta.resolve('@react-native/metro-babel-transformer')),
    },
    server: { unstable_serverRoot: root },
    maxWorkers: 1,
    reporter: { update() {} },
  },
);
await Metro.runBuild(config, { entry: 'index.ts', out: resolve(bundle), dev: false, minify: false, platform: 'ios' });
