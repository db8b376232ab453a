import { fileURLToPath } from 'node:url';
import { instrument } from '@bud/transform';
import { describe, expect, test } from 'vitest';
import { compilers, compileWithBabel, memoSlots } from './compilers.ts';
import { forms, imports } from './forms.ts';

// React's compiler gives up without a word on what it does not understand: then a component has no memo slots.
describe.each(Object.entries(compilers))('%s compiles with as many memo slots as without marks', (_, compile) => {
  test.each(Object.entries(forms))('%s', async (_name, form) => {
    const code = imports + form;
    const plain = memoSlots(await compile(code));
    const { code: tracked, problems, sites } = instrument(code, 'src/app.jsx');
    expect(problems).toEqual([]);
    expect(plain).toHaveLength(1);
    expect(memoSlots(await compile(tracked))).toEqual(plain);
    expect(sites).toHaveLength(form.split('@track').length - 1);
  });

  test('two slots more where the callback of useMemo is tracked, for the function that it becomes', async () => {
    const code = `import { useMemo } from 'react';
export function List({ items, width }) {
  const wide = useMemo(/** @track */ () => items.map((item) => item + width), [items, width]);
  return <ul>{wide}</ul>;
}`;
    const [plain] = memoSlots(await compile(code));
    expect(memoSlots(await compile(instrument(code, 'src/app.jsx').code))).toEqual([(plain ?? 0) + 2]);
  });

  test('handlers of components, where types are checked in between', async () => {
    const code = `import { useState } from 'react';
export function Card({ title }) {
  const [count, setCount] = useState(0);
  const add = /** @track */ async (event) => { await null; setCount(count + event.by); };
  /** @track */ function double() { setCount(2 * count); }
  return <b onClick={add} onDoubleClick={double}>{title}</b>;
}`;
    const plain = memoSlots(await compile(code));
    const { code: tracked, sites } = instrument(code, 'src/app.tsx', { checksTypes: true });
    expect(plain).toHaveLength(1);
    expect(sites).toHaveLength(2);
    expect(memoSlots(await compile(tracked))).toEqual(plain);
  });

  test('nothing that it leaves alone without marks', async () => {
    const code = `import { useState } from 'react';
/** @track */ export function Row(first, second) { return <li>{first}{second}</li>; }
/** @track */ export function Config({ size }) { const title = <b>{size}</b>; return { title }; }
/** @track */ export function useNothing(a) { 'use no memo'; return useState({ a }); }
/** @track */ export default ({ text }) => <i>{text}</i>;
export const hooks = { /** @track */ useText: (text) => useState({ text }) };
/** @track */ export function helper(a) { return [a, { a }]; }`;
    expect(memoSlots(await compile(code))).toEqual([]);
    expect(memoSlots(await compile(instrument(code, 'src/app.jsx').code))).toEqual([]);
  });
});

test('the Babel plugin in front of it', async () => {
  const code = imports + Object.values(forms)[0];
  const tracked = await compileWithBabel(code, [fileURLToPath(import.meta.resolve('@bud/babel'))]);
  expect(tracked).toContain('__bud.handed');
  expect(memoSlots(tracked)).toEqual(memoSlots(await compileWithBabel(code)));
});
