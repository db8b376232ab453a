// What is added to a project's Vite configuration: our plugin with one rule for all functions, and the recorder.
import { fileURLToPath } from 'node:url';
import budTrack from '@bud/unplugin/vite';
import { recordingSetup } from './recording-bundle.mjs';

const runtime = fileURLToPath(import.meta.resolve('@bud/runtime'));
/** One record per tracked function, in the code that the plugin gives back. */
const siteRecord = /\b__bud(?:\d+)?_\w[\w$]* = \{ name: /g;

/** `job.mode` is `plain`, `off` or `on`; `counted()` says how many functions were tracked and how many refused. */
export function createTracker({ mode, root, src, exclude }) {
  const tracked = new Map();
  const refused = new Map();
  const rules = src.map((files) => ({ files, functions: '*' }));

  /** Type tests compile with tsc, which sees nothing of Vite; they are left out in all three modes. */
  const settings = {
    name: 'bud-proof',
    enforce: 'pre',
    config: () => ({
      test: { typecheck: { enabled: false }, ...(mode === 'on' && { setupFiles: [recordingSetup] }) },
    }),
    resolveId: (id) => (id === '@bud/runtime' ? runtime : undefined),
  };

  function counting(plugin) {
    const { handler, ...hook } = plugin.transform;
    async function counted(code, id) {
      const context = Object.create(this, {
        warn: {
          value: (log) =>
            void (/BUD[03]/.test(log.code) && refused.set(`${id}:${log.message}`, `${log.code}: ${log.message}`)),
        },
      });
      const result = await handler.call(context, code, id);
      if (result !== null) tracked.set(id, result.code.match(siteRecord)?.length ?? 0);
      return result;
    }
    // Rules that reach no file are no problem of a project with several servers.
    return { ...plugin, buildEnd: undefined, transform: { ...hook, handler: counted } };
  }

  return {
    configure(config = {}) {
      const plugins = [settings];
      if (mode !== 'plain') plugins.push(counting(budTrack({ rules, exclude, root })));
      return { ...config, plugins: [...plugins, ...(config.plugins ?? [])] };
    },
    counted: () => ({
      functions: [...tracked.values()].reduce((sum, count) => sum + count, 0),
      refused: [...refused.values()],
    }),
  };
}
