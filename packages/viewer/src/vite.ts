import type { Plugin } from 'vite';
import { viewerPanel } from './server/panel.ts';

/** What Vite's DevTools give a plugin that they ask, as far as it is used; they are experimental. */
interface DevToolsContext {
  readonly docks: { readonly register: (entry: Readonly<Record<string, string>>) => unknown };
}

/** A plugin that Vite's DevTools ask as well, where a project has them. */
interface ViewerPlugin extends Plugin {
  readonly devtools: { readonly setup: (context: DevToolsContext) => void };
}

const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#7a5af8"><rect y="2" width="14" height="3" rx="1"/><rect x="3" y="7" width="9" height="3" rx="1"/><rect x="8" y="12" width="8" height="3" rx="1"/></svg>')}`;

/**
 * The viewer in Vite's dev server, at `/__bud/`: it shows `.bud/trace.jsonl` of the project, and takes spans below that path.
 * Code that runs in the server finds its address in `BUD_OBSERVE_ENDPOINT`, unless that is set. Where Vite's DevTools are
 * installed, it is one of their docks as well.
 *
 * @example
 * // vite.config.js
 * import budViewer from '@bud/viewer/vite';
 * export default { plugins: [budViewer()] };
 */
function budViewer(): ViewerPlugin {
  return {
    name: 'bud-viewer',
    apply: 'serve',
    devtools: {
      setup: ({ docks }) => docks.register({ id: 'bud-traces', title: 'Traces', icon, type: 'iframe', url: '/__bud/' }),
    },
    async configureServer({ middlewares, httpServer, config }) {
      const panel = await viewerPanel(config.root, process.env);
      middlewares.use((request, response, next) => {
        if (!panel.handle(request, response)) next();
      });
      httpServer?.once('close', panel.close);
      httpServer?.once('listening', () => {
        const address = httpServer.address();
        if (address === null || typeof address === 'string') return;
        const page = `http://localhost:${address.port}/__bud/`;
        process.env['BUD_OBSERVE_ENDPOINT'] ??= page.slice(0, -1);
        config.logger.info(`  ➜  Traces:  ${page}`);
      });
    },
  };
}

export { budViewer as default, budViewer as 'module.exports' };
