// Runs the SDK's own tests with OpenTelemetry's set for Node from 22.15 on, on Node 24, and prints how many passed:
//
//   npm run study -- opentelemetry-3
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdown } from '../markdown.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs');
const report = join(tmpdir(), `opentelemetry-3-${process.pid}.json`);
const { status } = spawnSync(
  `${here}node_modules/node-24/bin/node`,
  [
    ...[vitest, 'run', '--config', `${here}vitest.config.ts`, '--coverage.enabled=false'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  ],
  { stdio: ['ignore', process.stderr, process.stderr] },
);
const { numTotalTests, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(report);
console.log(
  markdown(
    [
      ['tests', 'passed', 'failed', 'skipped'],
      [numTotalTests, numPassedTests, numFailedTests, numPendingTests].map(String),
    ],
    'rrrr',
  ),
);
process.exitCode = status ?? 1;
