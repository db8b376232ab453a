import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { SpanNode } from '../../examples/agent/src/span-tree.ts';
import { buildExample, buildFolder, buildPlain, runNode } from './example-process.ts';
import { formatSpans } from './format-spans.ts';

const folder = buildFolder();
const on = join(folder.path, 'on');
const off = join(folder.path, 'off');
const llm = join(folder.path, 'llm');
const plain = join(folder.path, 'plain');

beforeAll(async () => {
  await Promise.all([buildExample(on), buildPlain(plain)]);
  await Promise.all([buildExample(off, { BUD_TRACK: 'off' }), buildExample(llm, { BUD_TRACK: 'llm' })]);
});
afterAll(() => folder.remove());

const weatherKey = 'hunter2-weather';

/** The calls to the models, in order: the client is instrumented while the program runs, whatever its build tracks. */
const calls = ['embeddings bud-embed', 'chat bud-small', 'chat bud-small', 'chat bud-small'];
const saysThatItIsOff = /^bud: `BUD_TRACK` switches tracking off: [^\n]*\n$/;

/** What the program prints with `--json`. */
async function run(
  file: string,
  environment: Record<string, string> = {},
): Promise<{ readonly text: string; readonly spans: readonly SpanNode[] }> {
  const { code, stdout, stderr } = await runNode([file, '--json'], { WEATHER_API_KEY: weatherKey, ...environment });
  expect({ code, stderr: stderr.replace(saysThatItIsOff, '') }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof run>>;
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted();
}

describe.each(['vite', 'esbuild'])('%s', (host) => {
  const main = (build: string): string => join(build, host, 'main.js');

  test('makes the span tree, and BUD_TRACK=off the same answer without spans', async () => {
    const { text, spans } = await run(main(on));
    const shown = formatSpans(spans);
    await expect(shown).toMatchFileSnapshot('spans.txt');
    expect(shown).toContain('apiKey = [REDACTED]');
    expect(shown).not.toContain(weatherKey);
    expect(await run(main(off), { BUD_TRACK: 'off' })).toMatchObject({ text, spans: [] });
    const untracked = await run(main(off));
    expect(untracked.text).toBe(text);
    expect(untracked.spans.map(({ name, children }) => [name, children])).toEqual(calls.map((name) => [name, []]));
  });

  test('BUD_TRACK=llm leaves the functions of that type', async () => {
    const { spans } = await run(main(llm));
    const [embeddings, chat] = calls;
    expect(spans.map(({ name, children }) => [name, ...children.map((child) => child.name)])).toEqual([
      [embeddings],
      ['complete', chat],
      ['complete', chat],
      ['streamChat', chat],
    ]);
  });

  test('BUD_TRACK=off writes the files that a build without the plugin writes', () => {
    const files = filesIn(join(plain, host));
    expect(files).toEqual(['main.js', 'main.js.map']);
    expect(filesIn(join(off, host))).toEqual(files);
    for (const file of files) {
      const bytes = readFileSync(join(off, host, file));
      expect(bytes.equals(readFileSync(join(plain, host, file))), file).toBe(true);
      expect(bytes.includes('__bud'), file).toBe(false);
    }
    expect(readFileSync(main(on), 'utf8')).toContain('__bud');
  });
});
