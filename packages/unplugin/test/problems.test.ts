import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Options } from '@bud/unplugin';
import rollupTrack from '@bud/unplugin/rollup';
import { rollup } from 'rollup';
import { describe, expect, test } from 'vitest';
import type { Host, HostMessage, HostOutput } from '../../../test/hosts/host.ts';
import { hosts } from '../../../test/hosts/hosts.ts';
import { createProject } from '../../../test/hosts/project.ts';

const main = "import { pay } from './pay.ts';\nconsole.log(pay('k'));\n";
// Bytes before the mark: columns are counted in UTF-16 units, and by esbuild in bytes.
const twoProblems = `export const cost = '💶';

/* 💶 */ /** @track typ=tool ignore=nothing */ export async function pay(key: string) { return key; }
`;
const unmarked = 'export function pay(key: string) { return key; }\n';

interface Case {
  readonly pay: string;
  readonly options?: Options;
  readonly hasRuntime?: boolean;
}

async function build(host: Host, { pay, options = {}, hasRuntime = true }: Case): Promise<HostOutput> {
  using project = createProject({ 'src/main.ts': main, 'src/pay.ts': pay }, { hasRuntime });
  const runtime = hasRuntime ? 'external' : 'bundled';
  return await host.build({ root: project.root, entries: { main: 'src/main.ts' }, options, runtime });
}

/** What a person reads, without colors and without the box that Rspack draws. */
const textsOf = (messages: readonly HostMessage[]): readonly string[] =>
  messages.map(({ text, frame = '' }) => stripVTControlCharacters(`${text}\n${frame}`).replaceAll(/^ +│ /gm, ''));

/** What the hosts' own interfaces tell about the place; some pass the message only. */
const places: Readonly<Record<string, readonly (number | undefined)[]>> = {
  vite: [undefined, undefined],
  rspack: [undefined, undefined],
  farm: [undefined, undefined],
  bun: [undefined, undefined],
  rollup: [3, 20],
  rolldown: [3, 20],
  webpack: [3, 20],
  // Two bytes more for the emoji.
  esbuild: [3, 22],
};

describe.each(Object.values(hosts))('$name', (host) => {
  test('warns once about each problem: place, what is wrong, remedy, frame', async () => {
    const { warnings, errors, modules } = await build(host, { pay: twoProblems });
    expect(errors).toEqual([]);
    expect(modules['main']?.code).toContain('@bud/runtime');
    const [first = '', second = '', ...more] = textsOf(warnings);
    expect(first).toContain('BUD104');
    expect(first).toContain('unknown key "typ" in @track. Did you mean "type"?');
    expect(first).toContain('/* 💶 */ /** @track typ=tool');
    expect(second).toContain('BUD106');
    expect(second).toContain('"nothing" in "ignore" is not a parameter of pay. The only parameter of pay is key.');
    expect(more).toEqual([]);
    const [warning] = warnings;
    expect([warning?.line, warning?.column]).toEqual(places[host.name]);
    expect(`${warning?.file} ${warning?.text}`).toContain('src/pay.ts');
  });

  test('strict fails the build with all problems of the file', async () => {
    const { errors, warnings } = await build(host, { pay: twoProblems, options: { strict: true } });
    const text = textsOf(errors).join('\n');
    expect(text).toContain('unknown key "typ" in @track. Did you mean "type"?');
    expect(text).toContain('"nothing" in "ignore" is not a parameter of pay. The only parameter of pay is key.');
    expect(warnings).toEqual([]);
  });

  test('reports rules that reached nothing, and only those', async () => {
    const rules = [{ files: 'lib/**' }, { files: 'src/**', functions: ['nobody', 'no.*'] }, { functions: 'pay' }];
    const { warnings, errors, modules } = await build(host, { pay: unmarked, options: { rules } });
    expect(errors).toEqual([]);
    expect(modules['main']?.code).toContain('@bud/runtime');
    const [first, second, ...more] = textsOf(warnings);
    expect(first).toContain('BUD201 rules[0] matches no file: "lib/**"');
    expect(second).toContain('BUD202 rules[1] matches no function: "nobody", "no.*"');
    expect(more).toEqual([]);
  });

  test('strict fails on a rule that reached nothing', async () => {
    const { errors } = await build(host, { pay: unmarked, options: { rules: [{ files: 'lib/**' }], strict: true } });
    expect(textsOf(errors).join('\n')).toContain('BUD201 rules[0] matches no file: "lib/**"');
  });
});

// Rollup resolves no packages: it is told apart below.
describe.each(Object.values(hosts).filter(({ name }) => name !== 'rollup'))('$name', (host) => {
  test('says what to install when the project has no runtime', async () => {
    const { warnings } = await build(host, { pay: `/** @track */ ${unmarked}`, hasRuntime: false });
    const texts = textsOf(warnings).filter((text) => text.includes('BUD401'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('"@bud/runtime", which cannot be resolved');
    expect(texts[0]).toContain('npm install @bud/runtime');
  });
});

test.each([true, false])(
  'rollup leaves the runtime external and asks for it when absent (present: %s)',
  async (hasRuntime) => {
    using project = createProject({ 'src/main.js': '/** @track */ export function pay() {}' }, { hasRuntime });
    const codes: unknown[] = [];
    const { cache } = await rollup({
      input: join(project.root, 'src/main.js'),
      plugins: [rollupTrack({ root: project.root })],
      onLog: (_level, { code, pluginCode }) => void codes.push(pluginCode ?? code),
    });
    expect(cache?.modules[0]?.code).toContain('@bud/runtime');
    expect(codes).toEqual(hasRuntime ? ['UNRESOLVED_IMPORT'] : ['BUD401', 'UNRESOLVED_IMPORT']);
  },
);
