import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { install } from '../install.mjs';

await install('test/metro');
const here = fileURLToPath(new URL('.', import.meta.url));

/** What the bundle leaves behind. */
interface Ended {
  readonly results: unknown;
  readonly spans: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
}

async function bundle(selection: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bud-metro-'));
  try {
    const file = join(folder, 'bundle.js');
    const env = { ...process.env, BUD_TRACK: selection, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, [join(here, 'build.mjs'), join(here, 'app'), file], { cwd: here, env });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a realm with what every engine has that React Native uses. */
async function run(code: string): Promise<Ended> {
  const realm: Record<string, unknown> = {
    console,
    performance,
    setTimeout,
    clearTimeout,
    queueMicrotask,
    TextEncoder,
  };
  runInNewContext(code, realm);
  return (await realm['ended']) as Ended; // the bundle's last statement
}

// Metro brings trees of its own, and React Native's preset lowers classes, generators and async functions.
test('a bundle of Metro with the preset of React Native records spans', { timeout: 300_000 }, async () => {
  const { results, spans } = await run(await bundle('on'));
  expect(results).toEqual(['A', 'tea!', [0, 1]]);
  expect(spans).toMatchObject([
    { name: 'Label', attributes: { 'bud.track.input.text': 'a', 'code.file.path': 'label.jsx' } },
    { name: 'plan', attributes: { 'bud.track.input.goal': 'tea', 'bud.track.output': 'tea!', 'code.line.number': 2 } },
    { name: 'steps', attributes: { 'bud.track.yield_count': 2 } },
  ]);
});
