import { instrument } from '@bud/transform';
import { expect, test } from 'vitest';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';

// Next.js takes a file's exports for server functions when the file begins with the directive, and rejects those whose
// `constructor.name` is not AsyncFunction. One of every form that Bud Track treats in its own way.
const code = `'use server';
/** @track */
export async function declared(text) { return text; }
/** @track */
export const arrow = async (text) => text;
/** @track */
export const enclosed = async (text, limit = text.length++) => text + limit;
/** @track */
export const expression = async function (text) { return text + arguments.length; };
/** @track */
export let replaced = async function named(text) { return text; };
/** @track */
export default async function (text) { return text; }
const exported = { declared, arrow, enclosed, expression, replaced };
export const run = async (self) =>
  Object.entries({ ...exported, default: self.default }).map(([name, action]) => [name, action.constructor.name]);
`;
const forms = ['declared', 'arrow', 'enclosed', 'expression', 'replaced', 'default'];
const allAsync = { value: forms.map((name) => [name, 'AsyncFunction']) };

test('server functions stay async functions after their directive', async () => {
  const { code: tracked, sites } = instrument(code, 'src/actions.mjs');
  expect(sites).toHaveLength(forms.length);
  expect(tracked.startsWith("'use server';")).toBe(true);
  const observe = (): ReturnType<typeof observeRun> =>
    observeRun('server-actions', { code: tracked, extension: 'mjs' });
  expect(await observe()).toEqual(allAsync);
  expect((await recordSpans(observe)).result).toEqual(allAsync);
});

test('server functions inside a component keep their directive first', () => {
  const page = `export async function Page({ id }) {
  /** @track */
  async function save(data) {
    'use server';
    return id + data;
  }
  return save;
}
`;
  const { code: tracked, sites } = instrument(page, 'src/page.mjs');
  expect(sites).toHaveLength(1);
  expect(tracked).toMatch(/async function save\(data\) \{\s*'use server';/);
});
