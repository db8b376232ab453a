// What is too heavy for everybody's `npm ci` has a manifest and a lockfile of its own; whoever needs it installs it here,
// once for each lockfile:
//
//   await install('test/hosts')                 in a suite, before it imports what stands there
//   node test/install.mjs examples/turbopack    by hand
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const locks = join(root, 'node_modules/.cache/install');
const quietly = ['--no-audit', '--no-fund'];
/** By default npm waits five minutes for a connection that fell silent, longer than any test does. */
const soonAgain = ['--fetch-timeout=60000', '--fetch-retry-mintimeout=1000'];

/**
 * Runs `npm ci` in a folder of the repository, unless what its lockfile says is there. Two that ask at the same time
 * install once: the second one waits.
 *
 * @param {string} folder relative to the root
 * @returns {Promise<void>}
 */
export async function install(folder) {
  if (isInstalled(folder)) return;
  const lock = await takeLock(join(locks, folder.replaceAll('/', '-')));
  try {
    if (!isInstalled(folder)) await runNpm(folder);
  } finally {
    rmSync(lock);
  }
}

/**
 * What was installed last is written down beside it, because npm's own record does not tell which lockfile it came from.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
  const stamp = stampOf(folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfileHash(folder);
}

/** @param {string} folder */
function stampOf(folder) {
  return join(root, folder, 'node_modules/.installed-lockfile');
}

/** @param {string} folder */
function lockfileHash(folder) {
  return createHash('sha256')
    .update(readFileSync(join(root, folder, 'package-lock.json')))
    .digest('hex');
}

/**
 * A file that only one process can create; it names its owner, so that one that was killed holds up nobody.
 *
 * @param {string} path
 * @returns {Promise<string>}
 */
async function takeLock(path) {
  mkdirSync(locks, { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!isRunning(ownerOf(path))) rmSync(path, { force: true });
    await setTimeout(100);
  }
}

/**
 * @param {string} path
 * @returns {number} 0 while the owner has not written its name yet, or has just left
 */
function ownerOf(path) {
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
}

/** @param {number} pid */
function isRunning(pid) {
  if (pid === 0) return true;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function runNpm(folder) {
  process.stderr.write(`Installing what ${folder} needs, once …\n`);
  const npm = spawn('npm', ['ci', ...quietly, ...soonAgain, '--prefix', folder], { cwd: root });
  let said = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const exitCode = await new Promise((resolve, reject) => npm.once('error', reject).once('close', resolve));
  if (exitCode !== 0) throw new Error(`npm ci --prefix ${folder} failed:\n${said}`);
  writeFileSync(stampOf(folder), lockfileHash(folder));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const folder of process.argv.slice(2)) await install(folder);
}
