// @vitest-environment happy-dom
import { act, createElement, type ComponentType } from 'react';
import { describe, expect, test } from 'vitest';
import { loadApp } from './app.ts';
import { createContainer } from './page.ts';
import { createRoot, refreshOf } from './refresh-runtime.ts';

interface Version {
  readonly letter: string;
  /** One hook more than the version before. */
  readonly hasEffect?: true;
}

const hooks = ({ hasEffect }: Version): string =>
  `${hasEffect === true ? 'useEffect(() => {}, []);' : ''} const [n, set] = useState(0);`;
const button = ({ letter }: Version): string => `<button onClick={() => set(n + 1)}>{'${letter}' + n}</button>`;

/** The same component in every form that React Refresh knows. */
const components: Readonly<Record<string, (version: Version) => string>> = {
  'a declaration': (version) => `/** @track */ export function App() { ${hooks(version)} return ${button(version)}; }`,
  'an arrow': (version) => `/** @track */ export const App = () => { ${hooks(version)} return ${button(version)}; };`,
  'a function expression': (version) =>
    `/** @track */ export const App = function () { ${hooks(version)} return ${button(version)}; };`,
  'an argument of memo': (version) =>
    `/** @track */ export const App = memo(() => { ${hooks(version)} return ${button(version)}; });`,
  'an argument of forwardRef': (version) =>
    `/** @track */ export const App = forwardRef(function App(_, ref) { ${hooks(version)} return ${button(version)}; });`,
  'forwardRef inside memo': (version) =>
    `/** @track */ export const App = memo(forwardRef((_, ref) => { ${hooks(version)} return ${button(version)}; }), () => true);`,
  'a component of a custom hook': (
    version,
  ) => `/** @track */ export function useCount() { ${hooks(version)} return [n, set]; }
export function App() { const [n, set] = useCount(); return ${button(version)}; }`,
};

const builds = {
  plain: { isTracked: false },
  tracked: { isTracked: true },
  compiled: { isTracked: true, isCompiled: true },
};

// What a developer sees: an edit keeps the state, and one that changes the hooks begins anew.
describe.each(Object.entries(builds))('%s', (kind, build) => {
  test.each(Object.entries(components))('React Refresh keeps the state of %s', async (name, component) => {
    const refresh = refreshOf(`${kind}/${name}.jsx`);
    const load = async (version: Version): Promise<ComponentType> => {
      const code = `import { forwardRef, memo, useEffect, useState } from 'react';\n${component(version)}`;
      const { App } = await loadApp(code, { ...build, refresh });
      return App as ComponentType; // the one that is exported above
    };
    const container = createContainer();
    const App = await load({ letter: 'a' });
    await act(() => createRoot(container).render(createElement(App)));
    await act(() => container.querySelector('button')?.click());
    expect(container.textContent).toBe('a1');
    const update = async (version: Version): Promise<string> => {
      await load(version);
      await act(() => refresh.perform());
      return container.textContent;
    };
    expect(await update({ letter: 'b' })).toBe('b1');
    expect(await update({ letter: 'c', hasEffect: true })).toBe('c0');
  });
});
