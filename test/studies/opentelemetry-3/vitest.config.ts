import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

// Proof of the cast: npm reads the same members.
const { devDependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

const packages = Object.keys(devDependencies).filter((name) => name.startsWith('@opentelemetry/'));

/** The SDK's own tests, with the OpenTelemetry set of this folder in place of the one that is developed on. */
const config: ViteUserConfig = mergeConfig(
  defineConfig({ ...base, test: { ...base.test, include: [], globalSetup: [] } }),
  {
    resolve: {
      alias: packages.map((name) => ({ find: new RegExp(`^${name}$`), replacement: `${here}node_modules/${name}` })),
    },
    test: {
      include: ['packages/observe/test/**/*.test.ts'],
      // It is about packages of the other set themselves: its SDKs for Node.
      exclude: ['**/node_modules/**', '**/other-sdk.test.ts'],
    },
  },
);

export default config;
