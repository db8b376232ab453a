import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { runYarn } from '../../../test/hosts/yarn.ts';
import { bud } from './bud.ts';

test("Plug'n'Play: what the project declares is installed, and what lies in node_modules is not", async () => {
  const dependencies = {
    '@bud/observe': `link:${fileURLToPath(new URL('../../observe', import.meta.url))}`,
    '@opentelemetry/api': 'file:./api',
  };
  using project = createProject({
    'package.json': JSON.stringify({ name: 'app', private: true, dependencies }),
    'yarn.lock': '',
    // Neither an entry nor the manifest can be resolved.
    'api/package.json': '{ "name": "@opentelemetry/api", "version": "1.9.7", "exports": { "./only": "./only.js" } }',
    'node_modules/openai/package.json': '{ "name": "openai", "version": "6.0.0" }',
  });
  runYarn(project, 'install');
  const { out } = await bud(project.root, ['doctor'], { NODE_OPTIONS: `--require ${project.root}/.pnp.cjs` });
  expect(out).toMatch(/✓ packages {3}@bud\/observe \d+\.\d+\.\d+, @opentelemetry\/api 1\.9\.7\n/);
  expect(out).toContain('✓ variables  ');
  expect(out).not.toContain('libraries');
});
