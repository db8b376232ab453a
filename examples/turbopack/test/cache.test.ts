import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { install } from '../../../test/install.mjs';

const app = fileURLToPath(new URL('app', import.meta.url));
await install('examples/turbopack');
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

/** Builds the application with Next.js, which makes its one page by running the tracked code: the page's spans. */
async function build(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { PATH = '', HOME = '' } = process.env;
  const own = { PATH, HOME, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...env };
  await promisify(execFile)(process.execPath, [next, 'build'], { cwd: app, env: own });
  const page = readFileSync(join(app, 'out/spans.txt'), 'utf8');
  return page.split('\n').map((line) => line.trim().replace(/ .*/, ''));
}

test(
  'Next.js builds with Turbopack, whose cache depends on options and environment',
  { timeout: 600_000 },
  async () => {
    for (const folder of ['.next', 'out']) rmSync(join(app, folder), { recursive: true, force: true });
    expect(await build({})).toEqual(['answer', 'search', 'write']);
    expect(await build({ TRACK_OPTIONS: '{ "types": ["tool"] }' })).toEqual(['search']);
    expect(await build({ BUD_TRACK: 'llm' })).toEqual(['write']);
    expect(await build({})).toEqual(['answer', 'search', 'write']);
  },
);
