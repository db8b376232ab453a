import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { install } from '../install.mjs';

await install('test/angular');
const here = fileURLToPath(new URL('.', import.meta.url));
const execute = promisify(execFile);
const bud = join(here, '../../packages/cli/bin/bud.js');
const ng = join(here, 'node_modules/@angular/cli/bin/ng.js');

interface Span {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** As the guide says: a tracked copy of the sources, which the builder takes. Below here, where Angular is found. */
async function build(): Promise<string> {
  const folder = mkdtempSync(join(here, '.run-'));
  try {
    cpSync(join(here, 'app'), folder, { recursive: true });
    await execute(process.execPath, [bud, 'instrument', 'src', '--sources', '--out', 'src-tracked'], { cwd: folder });
    const env = { ...process.env, NG_CLI_ANALYTICS: 'false' };
    await execute(process.execPath, [ng, 'build'], { cwd: folder, env });
    return readFileSync(join(folder, 'dist/browser/main.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Angular's builder has its own compiler in front of every plugin, and checks the types of what it compiles.
test('an application of Angular records spans', { timeout: 300_000 }, async () => {
  const settings = { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true };
  const page = new Window({ url: 'http://localhost/', settings });
  page.document.write('<body><app-root></app-root></body>');
  page.eval(`(() => {${await build()}\n})()`);
  await expect.poll(() => page.document.querySelector('button')?.textContent).toBe('ask');
  page.document.querySelector('button')?.click();
  await expect.poll(() => page.document.querySelector('button')?.textContent).toBe('why because');
  const spans = page.eval('spans()') as readonly Span[]; // what `src/main.ts` has put there
  expect(spans.map(({ name }) => name).toSorted()).toEqual(['Agent.ask', 'App.ask', 'plan', 'twice']);
  expect(spans.find(({ name }) => name === 'Agent.ask')?.attributes).toMatchObject({
    'bud.track.type': 'agent',
    'bud.track.input.question': 'why',
    'bud.track.output': 'why because',
    'code.file.path': 'src/app.ts',
    'code.line.number': 9,
  });
  await page.happyDOM.close();
});
