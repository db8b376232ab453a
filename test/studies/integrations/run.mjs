import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../../install.mjs';
import { markdown } from '../markdown.mjs';

// Runs the tests of the integrations, also those that need a server, and prints what they ran with. The servers are what
// Debian has: apt-get install postgresql redis-server mariadb-server

const root = fileURLToPath(new URL('../../..', import.meta.url));

await install('test/integrations');

/** Suite, library, instrumentation, and how to ask the server for its version. */
const tried = [
  ['http and fetch', undefined, '@opentelemetry/instrumentation-http'],
  ['express', 'express', '@opentelemetry/instrumentation-express'],
  ['fastify', 'fastify', '@fastify/otel'],
  ['nest', '@nestjs/core', '@opentelemetry/instrumentation-nestjs-core'],
  ['hono', 'hono', '@hono/otel'],
  ['pg.mjs', 'pg', '@opentelemetry/instrumentation-pg', ['psql', '--version']],
  ['mysql.mjs', 'mysql2', '@opentelemetry/instrumentation-mysql2', ['mariadbd', '--version']],
  ['redis.mjs', 'redis', '@opentelemetry/instrumentation-redis', ['redis-server', '--version']],
  ['ioredis.mjs', 'ioredis', '@opentelemetry/instrumentation-ioredis', ['redis-server', '--version']],
  ['lines of pino, winston', 'pino', undefined],
  ['carries the trace to a Dapr sidecar', '@dapr/dapr', '@opentelemetry/instrumentation-http'],
];

const folder = mkdtempSync(join(tmpdir(), 'bud-integrations-'));
const report = join(folder, 'report.json');
const words = ['vitest', 'run', '--config', 'test/vitest.config.ts', '--coverage.enabled=false', 'test/integrations'];
spawnSync('npx', [...words, '--reporter=json', `--outputFile=${report}`], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const tests = JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap(({ assertionResults }) => assertionResults);
rmSync(folder, { recursive: true });

const rows = tried.map(([suite, library, instrumentation, server]) => {
  const own = tests.filter(
    ({ ancestorTitles, title }) => ancestorTitles[0]?.startsWith(suite) || title.startsWith(suite),
  );
  const passed = own.filter(({ status }) => status === 'passed').length;
  const skipped = own.filter(({ status }) => status === 'pending' || status === 'skipped').length;
  const outcome = skipped > 0 ? 'not run: the server is not installed' : `${passed} of ${own.length} tests pass`;
  return [nameOf(library ?? 'node'), nameOf(instrumentation), server ? versionOf(server) : '', outcome];
});
console.log(markdown([['library', 'instrumentation', 'server', 'outcome'], ...rows]));
const failed = tests.filter(({ status }) => status === 'failed');
for (const { fullName } of failed) console.error(`failed: ${fullName}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function nameOf(name) {
  if (name === undefined) return '';
  if (name === 'node') return `Node ${process.versions.node}`;
  const manifest = ['test/integrations', '.']
    .map((place) => join(root, place, 'node_modules', name, 'package.json'))
    .find((path) => existsSync(path));
  return `${name} ${JSON.parse(readFileSync(manifest, 'utf8')).version}`;
}

function versionOf([command, ...args]) {
  const { stdout, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) return '';
  const [, version] = /(?:v=|Ver |\) )(\d+(?:\.\d+)+)/.exec(stdout) ?? [];
  return `${{ psql: 'PostgreSQL', mariadbd: 'MariaDB', 'redis-server': 'Redis' }[command]} ${version}`;
}
