/**
 * `node --import @bud/swc/register app.ts`:
 *
 *   register ─▶ sync-hooks                      where this Node has usable ones, for `import` and `require`
 *            └▶ async-hooks and require-hook    elsewhere; commonjs-facade lets `import` see CommonJS
 *   all of them ─▶ loader ─▶ module-resolution, source-file    a specifier to a file, as TypeScript means it
 *                         └▶ source-compiler                   a file to JavaScript: tracked, then SWC,
 *                              └─▶ module-format               in the format of its package and tsconfig.json
 */
import module from 'node:module';

import { createLoader } from './loader.ts';
import { installRequireHook } from './require-hook.ts';
import { createSyncHooks, type SyncHooks } from './sync-hooks.ts';

/** Set while the hooks are installed: a copy of this package installs no second ones. */
const installed = Symbol.for('bud.loader.v1');

if (!Reflect.has(globalThis, installed)) {
  Reflect.defineProperty(globalThis, installed, { value: true });
  register();
}

/**
 * Installs the hooks.
 *
 * @example
 * // node --import @bud/swc/register src/app.ts
 */
function register(): void {
  process.setSourceMapsEnabled(true);
  const loader = createLoader(process.cwd());
  if ('registerHooks' in module && hasUsableSyncHooks(process.versions.node)) {
    // Proof of the cast: Node's documentation, `module.registerHooks(options)`.
    (module.registerHooks as (hooks: SyncHooks) => unknown)(createSyncHooks(loader));
    return;
  }
  installRequireHook(loader);
  module.register('./async-hooks.js', import.meta.url);
}

/** `registerHooks` came with 22.15 and 23.5, but lost CommonJS that is imported until 22.22.3 and 24.11.1. */
function hasUsableSyncHooks(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const first: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
    22: [22, 3],
    24: [11, 1],
    25: [1, 0],
  };
  const [firstMinor, firstPatch] = first[major] ?? (major > 25 ? [0, 0] : [Infinity, 0]);
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch);
}
