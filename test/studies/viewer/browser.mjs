import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { install } from '../../install.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const folders = (process.env.PATH ?? '').split(':');

/** Where Chromium is; undefined when it is not installed. Debian calls it `chromium`. */
export const chromium = names
  .flatMap((name) => folders.map((folder) => `${folder}/${name}`))
  .find((path) => existsSync(path));

/** A Chromium without a window. */
export async function startBrowser(flags = []) {
  await install('test/viewer');
  const require = createRequire(new URL('../../viewer/package.json', import.meta.url));
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  return await require('playwright-core').chromium.launch({ executablePath: chromium, args: [...args, ...flags] });
}
