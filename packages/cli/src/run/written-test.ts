import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../arguments/bad-input.ts';

/** Writes a test that plays a fixture, for the framework that the project has; gives its name. */
export function writeTest(name: string, fixture: string, folder: string): string {
  const file = `${name}.test.mjs`;
  if (existsSync(join(folder, file)))
    throw new BadInput(`${file} is there already`, 'Name another test, or remove it.');
  const framework = hasVitest(folder) ? 'vitest' : 'node:test';
  writeFileSync(
    join(folder, file),
    `import assert from 'node:assert/strict';
import { replayCommand } from '@bud/testing/replay';
import { test } from '${framework}';

// Recorded by \`bud record\`, and played without the network.
test(${JSON.stringify(name)}, async () => {
  const { exitCode, recordedExitCode, diff } = await replayCommand(${JSON.stringify(fixture)});
  assert.ok(diff.isEqual, \`It does something else than when it was recorded:\\n\\n\${diff}\`);
  assert.equal(exitCode, recordedExitCode);
});
`,
  );
  return file;
}

function hasVitest(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"vitest"');
}
