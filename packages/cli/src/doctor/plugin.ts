import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { nearestManifest } from '@bud/project';

import type { Check } from './check.ts';

/** Files in which hosts are told of their plugins; scripts are in `package.json`. */
const configurations =
  /^(?:.*\.config\.[cm]?[jt]s|package\.json|tsconfig.*\.json|\.swcrc|\.babelrc|babel\.config\.json|bunfig\.toml)$/;
const plugin = /@bud\/(?:unplugin|tsc|swc|babel)(?:\/[\w-]+)?(?=["'`\s])|\bbud instrument\b/g;

/** Which host has a plugin, and where that is said. */
export function checkPlugin(folder: string): Check {
  const found = readdirSync(folder)
    .filter((file) => configurations.test(file))
    .flatMap((file) => pluginsIn(folder, file).map((name) => `${file} has ${name}`));
  if (found.length > 0) return { check: 'plugin', result: 'fine', message: found.join(', ') };
  return {
    check: 'plugin',
    result: 'broken',
    message: 'no configuration of a build mentions Bud Track',
    remedy: 'Add the plugin for your build: `npm install --save-dev @bud/unplugin`, and a line in its configuration.',
  };
}

function pluginsIn(folder: string, file: string): readonly string[] {
  const text = file === 'package.json' ? scriptsOf(folder) : readFileSync(join(folder, file), 'utf8');
  return [...new Set([...text.matchAll(plugin)].map(([name]) => name))];
}

/** A dependency is no use of it; a script is. */
function scriptsOf(folder: string): string {
  return Object.values(nearestManifest(folder).scripts ?? {}).join(' \n');
}
