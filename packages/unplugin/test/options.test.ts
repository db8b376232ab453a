import { afterEach, expect, test, vi } from 'vitest';
import budTrack from '@bud/unplugin/rollup';
import { hosts } from '../../../test/hosts/hosts.ts';
import { createProject } from '../../../test/hosts/project.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const files = {
  'src/main.js': `/** @track type=llm */
export function ask() {}
/** @track type=tool */
export function search() {}
/** @track */
export function plain() {}
`,
};

async function trackedNames(
  selection: string | undefined,
  options: Parameters<typeof budTrack>[0] = {},
): Promise<string[]> {
  vi.stubEnv('BUD_TRACK', selection);
  using project = createProject(files);
  const { modules } = await hosts.esbuild.build({ root: project.root, entries: { main: 'src/main.js' }, options });
  return [...(modules['main']?.code ?? '').matchAll(/__bud\.enter\(__bud_(\w+)\)|gate\.enter\(__bud_(\w+)\)/g)].map(
    ([, name = '', other = '']) => name + other,
  );
}

const all = ['ask', 'search', 'plain'];

test.each([
  [undefined, all],
  ['', all],
  ['on', all],
  ['1', all],
  ['off', []],
  ['OFF', []],
  [' off ', []],
  ['0', []],
  ['false', []],
  [',', []],
  ['llm', ['ask']],
  ['llm, tool', ['ask', 'search']],
  ['chain', []],
])('BUD_TRACK=%j tracks %j', async (selection, names) => {
  expect(await trackedNames(selection)).toEqual(names);
});

test('the environment never switches on what the configuration switched off', async () => {
  expect(await trackedNames('llm', { mode: 'off' })).toEqual([]);
});

test('the environment goes before the types of the configuration', async () => {
  expect(await trackedNames(undefined, { types: ['tool'] })).toEqual(['search']);
  expect(await trackedNames('llm', { types: ['tool'] })).toEqual(['ask']);
});

test('wrong options are refused where the plugin is made', () => {
  // @ts-expect-error: no such option
  expect(() => budTrack({ capturInput: true })).toThrow(
    /unknown option "capturInput" \(did you mean "captureInput"\?\)/,
  );
});

test('a mode that does not exist is refused', () => {
  const wrong = { mode: 'Off' } as object;
  expect(() => budTrack(wrong)).toThrow('"mode" must be one of on, off, not "Off"');
});
