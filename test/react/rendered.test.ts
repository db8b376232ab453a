// @vitest-environment happy-dom
import { act, createElement, type ComponentType } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { recordSpans } from '../fixtures/record-spans.ts';
import type { SpanNode } from '../fixtures/span-tree.ts';
import { loadApp, type Build } from './app.ts';
import { createContainer } from './page.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const code = `import { memo, useId, useState } from 'react';
export const renders = [];
/** @track */
function useCount({ start, ...options }) {
  const [count, set] = useState(start);
  return { count, options, add: () => set(count + 1) };
}
/** @track */
const Child = ({ options, label = 'child' }) => {
  renders.push(label);
  return <i id={useId()}>{label + options.step}</i>;
};
/** @track */
const Memoized = memo(({ list }) => {
  renders.push('memo');
  return <b>{list.join()}</b>;
});
/** @track */
export function App({ start }) {
  const { count, options, add } = useCount({ start, step: 1 });
  return <button onClick={/* @track */ () => add()}>{count}<Child options={options} /><Memoized list={[1, 2]} /></button>;
}
`;

/** Renders on a server, hydrates, clicks; gives the pages and what was rendered, how often. */
async function useApp(build: Build): Promise<object> {
  const { App, renders } = await loadApp(code, build);
  const app = createElement(App as ComponentType<{ start: number }>, { start: 3 });
  const container = createContainer();
  const html = renderToString(app);
  container.innerHTML = html;
  const complaints: string[] = [];
  await act(() => hydrateRoot(container, app, { onRecoverableError: (error) => complaints.push(String(error)) }));
  await act(() => container.querySelector('button')?.click());
  const clicked = container.innerHTML;
  const again = createContainer();
  await act(() => createRoot(again).render(app));
  // The first page of a process has other ids than the second.
  return { html, clicked, again: again.innerHTML.replaceAll(/_r_\d+_/g, ''), renders, complaints };
}

function namesOf(spans: readonly SpanNode[]): readonly string[] {
  return spans.flatMap(({ name, children = [] }) => [name, ...namesOf(children)]);
}

test.each([{ isCompiled: false }, { isCompiled: true }])('an application renders as without marks, %o', async (how) => {
  const plain = await useApp({ ...how, isTracked: false });
  const off = await useApp({ ...how, isTracked: true });
  const on = await recordSpans(() => useApp({ ...how, isTracked: true }));
  expect(plain).toMatchObject({ html: expect.stringContaining('child1'), complaints: [] });
  expect(off).toEqual(plain);
  expect(on.result).toEqual(plain);
  expect(on.failureCount).toBe(0);
  expect(new Set(namesOf(on.spans))).toEqual(new Set(['App', 'useCount', 'Child', 'Memoized', 'App.<anonymous>']));
  expect(on.spans[0]).toMatchObject({
    name: 'App',
    attributes: { 'bud.track.input.start': 3 },
    children: [
      { name: 'useCount', attributes: { 'bud.track.input.start': 3, 'bud.track.input.options': '{"step":1}' } },
    ],
  });
});
