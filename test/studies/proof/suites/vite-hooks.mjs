// Module hooks that let the launcher see the configuration of every Vite server. A project's workspaces load
// configuration files of their own, which no plugin of the root's reaches; all of them end in `createServer`.
const entry = /\/vite\/dist\/node\/index\.js$/;

export async function load(url, context, nextLoad) {
  if (!entry.test(url)) return nextLoad(url, context);
  const original = JSON.stringify(`${url}?original`);
  const source = `
    import { createServer as create } from ${original};
    export * from ${original};
    export const createServer = (config) => create(globalThis[Symbol.for('bud.proof.tracker')].configure(config));
  `;
  return { format: 'module', shortCircuit: true, source };
}
