import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is used of Vite's dev server. */
interface DevServer {
  readonly config: {
    readonly root: string;
    readonly plugins: readonly { readonly name: string }[];
    readonly logger: { readonly warn: (message: string) => void };
  };
}

/** What Vite's DevTools give the plugins that they ask, as far as it is looked at here. */
interface DevTools {
  readonly viteConfig: DevServer['config'];
}

/** The plugin of `@bud/viewer/vite`. */
interface ViewerPlugin {
  readonly configureServer: (server: DevServer) => Promise<void>;
  readonly devtools: { readonly setup: (context: DevTools) => void };
}

const viewerPackage = '@bud/viewer';
const viewerPlugin = 'bud-viewer';

/** What Vite, and its DevTools, ask a plugin. */
export interface ViewerHooks {
  configureServer(server: DevServer): Promise<void>;
  readonly devtools: { setup(context: DevTools): Promise<void> };
}

/**
 * Add the viewer at `/__bud/` to a dev server, and to the docks of Vite's DevTools, when it is wanted, the project has it
 * installed, and no configuration has added it already.
 */
export function viewerHooks(isWanted: () => boolean): ViewerHooks {
  return {
    async configureServer(server) {
      if (isWanted()) await withViewer(server.config, async (viewer) => await viewer.configureServer(server));
    },
    devtools: {
      async setup(context) {
        if (isWanted()) await withViewer(context.viteConfig, (viewer) => viewer.devtools.setup(context));
      },
    },
  };
}

async function withViewer(
  { root, plugins, logger }: DevServer['config'],
  use: (viewer: ViewerPlugin) => void | Promise<void>,
): Promise<void> {
  if (plugins.some(({ name }) => name === viewerPlugin)) return;
  const entry = viewerIn(root);
  if (entry === undefined) return;
  try {
    // Proof of the cast: what that entry exports.
    const { default: budViewer } = (await import(pathToFileURL(entry).href)) as {
      readonly default: () => ViewerPlugin;
    };
    await use(budViewer());
  } catch (error) {
    logger.warn(
      `The traces of ${viewerPackage} cannot be shown: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The viewer's plugin, as the project would import it. */
function viewerIn(root: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(`${viewerPackage}/vite`);
  } catch {
    // It is not installed, which is fine.
    return undefined;
  }
}
