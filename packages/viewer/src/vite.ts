import type { Plugin } from 'vite';
import { viewerPanel } from './server/panel.ts';

/**
 * The viewer in Vite's dev server, at `/__bud/`: it shows `.bud/trace.jsonl` of the project, and takes spans below that path.
 * Code that runs in the server finds its address in `BUD_OBSERVE_ENDPOINT`, unless that is set.
 *
 * @example
 * // vite.config.js
 * import budViewer from '@bud/viewer/vite';
 * export default { plugins: [budViewer()] };
 */
function budViewer(): Plugin {
  return {
    name: 'bud-viewer',
    apply: 'serve',
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
