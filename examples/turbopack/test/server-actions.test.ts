import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { install } from '../../../test/install.mjs';

const app = fileURLToPath(new URL('actions', import.meta.url));
await install('examples/turbopack');
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

/** What the actions of the page print, in its order, when a browser without JavaScript submits their forms. */
const printed = ['acted blue hi', 'declared blue hi', 'saved hi', 'sent hi', 'dropped hi'];
const spans = ['Page.act', 'Page.declared', 'save', 'send', 'drop'].map((name) => `span ${name}`);

// A build each, and two starts.
const limit = { timeout: 600_000 };
const bundlers = ['turbopack', 'webpack'];

test.each(bundlers)('server actions of Next.js under %s do what they do, off and on', limit, async (bundler) => {
  const env = environment(bundler);
  rmSync(join(app, env['DIST_DIR'] ?? ''), { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [next, 'build', `--${bundler}`], { cwd: app, env });
  expect(await submitAll(env)).toEqual(printed);
  expect(await submitAll({ ...env, RECORDS: 'true' })).toEqual(
    printed.flatMap((line, index) => [line, spans[index] ?? '']),
  );
});

function environment(bundler: string): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', DIST_DIR: `.next-${bundler}` };
}

/** Starts the server that was built and submits each form of its page; gives back what the server printed meanwhile. */
async function submitAll(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const server = spawn(process.execPath, [next, 'start', '--port', '0'], { cwd: app, env });
  try {
    const lines: string[] = [];
    server.stderr.on('data', (text) => lines.push(...String(text).trim().split('\n')));
    const address = await new Promise<string>((resolve, reject) => {
      server.once('exit', () => reject(new Error(lines.join('\n'))));
      server.stdout.on('data', (text) => {
        lines.push(...String(text).trim().split('\n'));
        const port = /localhost:(\d+)/.exec(String(text))?.[1];
        if (port !== undefined) resolve(`http://localhost:${port}/?tag=blue`);
      });
    });
    const page = await (await fetch(address)).text();
    lines.length = 0;
    for (const form of page.match(/<form.*?<\/form>/gs) ?? []) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { origin: new URL(address).origin },
        body: fieldsOf(form),
      });
      expect(response.status).toBe(200);
      await response.text();
    }
    return lines;
  } finally {
    await stop(server);
  }
}

/** The hidden fields that React puts into a form name the action, and hold what it has captured. */
function fieldsOf(form: string): FormData {
  const fields = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '';
    fields.append(
      attribute('name'),
      attribute('name') === 'text' ? 'hi' : attribute('value').replaceAll('&quot;', '"'),
    );
  }
  return fields;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
}
