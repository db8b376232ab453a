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
import { markdown } from '../markdown.mjs';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));
const published = readdirSync(packages).filter((name) => {
  const manifest = join(packages, name, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).private !== true;
});

const asked = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'bud-readmes-'));
try {
  const tarballs = published.map(pack);
  const rows = [];
  for (const name of asked.length === 0 ? published : asked) {
    const followed = follow(name, tarballs);
    process.stderr.write(`${followed.fault === null ? '✓' : '✗'} ${name}\n`);
    rows.push({ name, ...followed });
  }
  print(rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function pack(name) {
  const args = ['pack', '--silent', '--pack-destination', root];
  return join(root, execFileSync('npm', args, { cwd: join(packages, name), encoding: 'utf8' }).trim());
}

function print(rows) {
  for (const { name, fault } of rows) if (fault !== null) console.log(`${name}: ${fault}\n`);
  const lines = rows.map(({ name, fault, commands, hasSpan }) => [
    `@bud/${name}`,
    commands.map((command) => `\`${command}\``).join(', '),
    hasSpan ? 'printed' : 'not asked for',
    fault === null ? '✓' : '✗',
  ]);
  console.log(markdown([['README', 'what it runs', 'its span', 'works'], ...lines], 'lllc'));
  if (rows.some(({ fault }) => fault !== null)) process.exitCode = 1;
}

/** What was done, and what went wrong: `null` if nothing did. */
function follow(name, tarballs) {
  const blocks = lexer(readFileSync(join(packages, name, 'README.md'), 'utf8')).filter(({ type }) => type === 'code');
  const project = join(root, name);
  write(project, 'package.json', '{ "type": "commonjs", "private": true }');
  // What is printed is no file.
  for (const { lang, text } of blocks) if (lang !== 'sh' && lang !== 'text') write(project, fileOf(text), text);
  const lines = blocks.filter(({ lang }) => lang === 'sh').flatMap(({ text }) => text.split('\n'));
  const asksForSpan = blocks.some(({ text }) => /new ConsoleSpanExporter|console: true|String\(trace\)/.test(text));
  const { printed, fault } = runAll(project, lines, tarballs);
  // As OpenTelemetry prints it, or as a line of our tree; some call their function otherwise.
  const hasSpan = /^(?: {2}name: 'forecast'|\W*(?:forecast|Greeting|answer)\b)/m.test(printed);
  return {
    commands: lines.filter((line) => !/^npm (?:install|pkg) /.test(line)),
    hasSpan,
    fault: fault ?? (asksForSpan && !hasSpan ? `No span was printed:\n${printed}` : null),
  };
}

/** What commands print, up to the first that fails. */
function runAll(project, commands, tarballs) {
  let printed = '';
  for (const command of commands) {
    const { status, stdout, stderr } = run(project, command, tarballs);
    if (status !== 0) return { printed, fault: [command, stdout, stderr].join('\n') };
    printed += stdout;
  }
  return { printed, fault: null };
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
