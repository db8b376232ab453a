import { resolve } from 'node:path';

import type { HostOutput, Project, ProjectOpener, Suspect } from '@bud/project';

import { moduleHooks, type ModuleHooks } from './module.ts';
import { pluginsBefore } from './plugins-before.ts';
import { viewerHooks, type ViewerHooks } from './viewer-panel.ts';

/** Vite before its eighth version has no `meta` here, or one without Rolldown. */
interface ViteContext {
  readonly meta?: { readonly rolldownVersion?: string };
}

/** What is used of the configuration that Vite arrived at. */
interface ResolvedConfig {
  readonly root: string;
  readonly plugins: readonly object[];
  readonly command: 'build' | 'serve';
  readonly build: { readonly watch?: object | null };
  /** A change of one of these makes Vite restart its server. */
  readonly configFileDependencies: string[];
}

/**
 * The hooks of Vite, which knows its root before a build starts and bundles a dev server's dependencies in advance. That server
 * also shows traces, where the project has the viewer: viewer-panel.
 */
interface ViteHooks extends ModuleHooks, ViewerHooks {
  config(
    this: ViteContext | undefined,
    config: { readonly root?: string },
  ): { optimizeDeps: { include: string[] } } | null;
  configResolved(this: ViteContext | undefined, config: ResolvedConfig): void;
}

/** Hooks for Vite: builds, the dev server and `ssrLoadModule`. */
export function viteHooks(open: ProjectOpener, isTestRun: boolean): ViteHooks {
  let project: Project | undefined;
  let output: HostOutput = {};
  let isWatching = false;
  let suspects: readonly Suspect[] = [];
  const openFor = (context: ViteContext | undefined, root: string): Project => {
    // Older versions lower syntax with esbuild, which renames a lowered class that mentions itself.
    output = { keepsClassNames: context?.meta?.rolldownVersion !== undefined };
    return (project = open(root, output));
  };
  const current = (): Project => project ?? openFor(undefined, process.cwd());

  return {
    config({ root = '.' }) {
      const { mode, runtime } = openFor(this, resolve(root)).options;
      // The import of the runtime is in no file on disk, so the dev server's scan for dependencies cannot find it;
      // found later, it would reload the page.
      return mode === 'off' ? null : { optimizeDeps: { include: [runtime] } };
    },
    configResolved(config) {
      // A plugin after this one may have moved the root.
      if (resolve(config.root) !== current().folder) openFor(this, resolve(config.root));
      const { configFile } = current().options;
      if (configFile !== undefined) config.configFileDependencies.push(configFile.replaceAll('\\', '/'));
      suspects = pluginsBefore(config.plugins);
      isWatching = config.command === 'serve' || (config.build.watch ?? null) !== null;
    },
    // A server that only serves a test run shows nothing; a configuration file may switch off what the plugin was not told of.
    ...viewerHooks(() => !isTestRun && current().options.mode !== 'off'),
    ...moduleHooks({
      prints: 'message',
      project: current,
      reopen: () => void (project = open(current().folder, output)),
      suspects: () => suspects,
      isWatching: () => isWatching,
    }),
  };
}
