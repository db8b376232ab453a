import { fileURLToPath } from 'node:url';
import { transformAsync } from '@babel/core';
import budTrack from '@bud/unplugin/vite';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { expect, test } from 'vitest';
import { instrument } from '@bud/transform';
import { createProject } from '../hosts/project.ts';

const component = `import { useEffect, useState } from 'react';
/** @track */
export function Counter({ step }) {
  const [count, setCount] = useState(0);
  useEffect(() => {}, [count]);
  return <button onClick={/* @track */ () => setCount(count + step)}>{count}</button>;
}
/** @track */
export const Label = ({ text }) => <b>{useLabel(text)}</b>;
/** @track */
export const useLabel = (text) => useState(text)[0];
export default function App() { return <Counter step={1} />; }
`;

/** Nothing of it runs: the imports have to resolve. */
const reactFiles = {
  'node_modules/react/package.json': '{ "name": "react", "type": "module", "version": "19.0.0" }',
  'node_modules/react/index.js': 'export const useEffect = null, useState = null;',
  'node_modules/react/jsx-dev-runtime.js': 'export const jsxDEV = null;',
};

/** What React Refresh is told: which components there are, and by what keys it knows the hooks of each function. */
function registrations(code: string): { readonly components: readonly string[]; readonly hooks: readonly string[] } {
  return {
    components: [...code.matchAll(/\$RefreshReg\$\(\w+, ?("[^"]+")\)/g)].map(([, name = '']) => name),
    hooks: [...code.matchAll(/_s\d*\([\w$]+, ?("[^"]+")/g)].map(([, key = '']) => key),
  };
}

/** Hooks that the functions behind fronts have; each front has a key of its own, in which there is nothing but its function. */
function withoutFronts(tracked: string, plain: string): ReturnType<typeof registrations> {
  const [{ components, hooks }, expected] = [registrations(tracked), registrations(plain)];
  return { components, hooks: hooks.filter((key) => expected.hooks.includes(key)) };
}

test('the React plugin of Vite registers the same components and hooks', async () => {
  const plain = await transformWithVite([]);
  const tracked = await transformWithVite([budTrack({ strict: true })]);
  expect(tracked).toMatch(/__bud\.handed = \[\s*__bud_Counter/);
  expect(registrations(plain).hooks).toHaveLength(3);
  expect(registrations(plain).components).toHaveLength(3);
  expect(withoutFronts(tracked, plain)).toEqual(registrations(plain));
});

test('react-refresh/babel registers the same components and hooks', async () => {
  const plain = await transformWithBabel(component);
  const tracked = await transformWithBabel(instrument(component, 'src/app.jsx').code);
  expect(registrations(plain).hooks).toHaveLength(3);
  expect(registrations(plain).components).toHaveLength(3);
  expect(withoutFronts(tracked, plain)).toEqual(registrations(plain));
});

async function transformWithVite(plugins: readonly ReturnType<typeof budTrack>[]): Promise<string> {
  using project = createProject({ 'src/app.jsx': component, ...reactFiles });
  const server = await createServer({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    plugins: [...plugins, react()],
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, ws: false, watch: null },
  });
  try {
    return (await server.transformRequest('/src/app.jsx'))?.code ?? '';
  } finally {
    await server.close();
  }
}

async function transformWithBabel(code: string): Promise<string> {
  const refresh = fileURLToPath(import.meta.resolve('react-refresh/babel'));
  const result = await transformAsync(code, {
    filename: 'app.jsx',
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['jsx'] },
    plugins: [[refresh, { skipEnvCheck: true }]],
  });
  return result?.code ?? '';
}
