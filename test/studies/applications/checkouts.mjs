// The files of the applications: checked out once below node_modules/.cache, each at its commit and without its history.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../../node_modules/.cache/applications', import.meta.url));

/** The folder of an application, fetched from GitHub if it is not there yet. */
export function checkoutOf({ repository, commit }) {
  const folder = join(cache, `${repository.replace('/', '+')}@${commit.slice(0, 10)}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`Fetching ${repository} …\n`);
  // Under another name first: what was interrupted is not taken for the whole.
  const unfinished = `${folder}.part`;
  mkdirSync(unfinished, { recursive: true });
  const git = (...words) => execFileSync('git', words, { cwd: unfinished, stdio: ['ignore', 'ignore', 'inherit'] });
  git('init', '--quiet');
  git('fetch', '--quiet', '--depth', '1', `https://github.com/${repository}`, commit);
  git('checkout', '--quiet', 'FETCH_HEAD');
  renameSync(unfinished, folder);
  return folder;
}

/** Its JavaScript and TypeScript, declarations and minified files left out, relative to the folder. */
export function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$|\.min\.js$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
