// Does what a reader of npm does: packs every package, and follows each README in a project outside of the repository.
//
//   packages/* ─ npm pack ─▶ tarballs ─┐
//   README ─ blocks ─▶ files, commands ─┴─▶ npm install, run ─▶ is the span printed?
//
//   npm run study -- readmes           all of them
//   npm run study -- readmes cli tsc   some
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexer } from 'marked';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));
const published = readdirSync(packages).filter((name) => {
  const manifest = join(packages, name, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).private !== true;
});

const asked = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'bud-readmes-'));
try {
  const tarballs = published.map(pack);
  for (const name of asked.length === 0 ? published : asked) {
    const fault = follow(name, tarballs);
    console.log(`${fault === null ? '✓' : '✗'} ${name}${fault === null ? '' : `\n${fault}`}`);
    if (fault !== null) process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

function pack(name) {
  const args = ['pack', '--silent', '--pack-destination', root];
  return join(root, execFileSync('npm', args, { cwd: join(packages, name), encoding: 'utf8' }).trim());
}

/** What went wrong, or `null`. */
function follow(name, tarballs) {
  const blocks = lexer(readFileSync(join(packages, name, 'README.md'), 'utf8')).filter(({ type }) => type === 'code');
  const project = join(root, name);
  write(project, 'package.json', '{ "type": "commonjs", "private": true }');
  for (const { lang, text } of blocks) if (lang !== 'sh') write(project, fileOf(text), text);
  const commands = blocks.filter(({ lang }) => lang === 'sh').flatMap(({ text }) => text.split('\n'));
  let printed = '';
  for (const command of commands) {
    const { status, stdout, stderr } = run(project, command, tarballs);
    if (status !== 0) return [command, stdout, stderr].join('\n');
    printed += stdout;
  }
  const makesSpans = blocks.some(({ text }) => text.includes('new ConsoleSpanExporter'));
  return !makesSpans || printed.includes("name: 'forecast'") ? null : `No span was printed:\n${printed}`;
}

/** `// src/main.ts`: what a block says it is; one without a name is the program. */
function fileOf(text) {
  return /^\/\/ ([\w./-]+\.\w+)\n/.exec(text)?.[1] ?? 'main.js';
}

function write(project, file, text) {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A package of ours is installed from its tarball, with those that it depends on. */
function run(project, command, tarballs) {
  const line = command.startsWith('npm install ')
    ? `${command.replaceAll(/ @bud\/\w+/g, '')} --no-audit --no-fund --loglevel=error ${tarballs.join(' ')}`
    : command;
  return spawnSync(line, { cwd: project, shell: true, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}
