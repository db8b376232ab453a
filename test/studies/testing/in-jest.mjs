import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../hosts/', import.meta.url));
const jest = join(require.resolve('jest/package.json'), '../bin/jest.js');

/** What a file takes in Jest, with its setup file and without, each pair one after the other. */
export async function startOfFiles(folder, pairs, write) {
  const names = Array.from({ length: pairs + 1 }, (_, index) => `${String(index).padStart(3, '0')}.test.js`);
  for (const name of names)
    for (const kind of ['plain', 'traced'])
      write(join(folder, kind, name), "test('holds', () => expect(1).toBe(1));\n");
  const projectOf = (name, setupFilesAfterEnv) => ({
    displayName: name,
    rootDir: join(folder, name),
    transform: { '^.+\\.[jt]sx?$': '@bud/swc/jest' },
    transformIgnorePatterns: ['/node_modules/(?!@bud/|leven/|diff/)', '\\.json$'],
    setupFilesAfterEnv,
  });
  write(join(folder, 'package.json'), '{ "private": true }');
  write(join(folder, 'sequencer.cjs'), sequencer);
  write(join(folder, 'reporter.cjs'), reporter);
  const projects = [projectOf('plain', []), projectOf('traced', ['@bud/testing/jest'])];
  write(
    join(folder, 'jest.config.json'),
    JSON.stringify({ projects, testSequencer: './sequencer.cjs', reporters: ['./reporter.cjs'] }),
  );
  execFileSync(process.execPath, [jest, '-i'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const found = JSON.parse(readFileSync(join(folder, 'times.json'), 'utf8'));
  return { plain: found.plain.slice(1), traced: found.traced.slice(1) };
}

const sequencer = `const Sequencer = require(${JSON.stringify(require.resolve('@jest/test-sequencer', { paths: [jest] }))}).default;
const { basename } = require('node:path');
module.exports = class InTurns extends Sequencer {
  sort(tests) { return [...tests].sort((a, b) => basename(a.path).localeCompare(basename(b.path))); }
};
`;
const reporter = `const { writeFileSync } = require('node:fs');
module.exports = class Times {
  found = { plain: [], traced: [] };
  onTestFileStart() { this.cpu = process.cpuUsage(); }
  onTestResult({ context }, { perfStats }) {
    const { user, system } = process.cpuUsage(this.cpu);
    this.found[context.config.displayName.name].push({ ms: perfStats.end - perfStats.start, cpuMs: (user + system) / 1000 });
  }
  onRunComplete() { writeFileSync(require('node:path').join(__dirname, 'times.json'), JSON.stringify(this.found)); }
};
`;
