import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { install } from '../install.mjs';
import { createProject } from './project.ts';

await install('test/hosts');
const bun = createRequire(import.meta.url).resolve('bun/bin/bun.exe');
const unplugin = fileURLToPath(new URL('../../packages/unplugin', import.meta.url));

const files = {
  'preload.ts': `import budTrack from '@bud/unplugin/bun';
Bun.plugin(budTrack());
`,
  'bunfig.toml': `preload = ["./preload.ts"]
[test]
preload = ["./preload.ts"]
`,
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
  'data.json': '{ "one": 1 }',
  'plain.ts': 'export const two: number = 2;',
  'old.cjs': 'exports.three = 3; exports.file = __filename.slice(-7);',
  'marked.cjs': '// @track\nexports.four = function four() { return 4; };',
  'lib/tracked.ts': `/** @track */
export function add(n: number): number { return n + 1; }
export const isTracked = (): boolean => String(add).includes('__bud');
`,
  'lib/view.jsx': `// @track
export const view = () => [0].map((n) => n + 5)[0];
`,
  'main.ts': `import { add, isTracked } from '@lib/tracked';
import { view } from './lib/view.jsx';
import { two } from './plain.ts';
import { three, file } from './old.cjs';
import { four } from './marked.cjs';
import data from './data.json';
const required = require('./lib/tracked.ts').add(6);
console.log(JSON.stringify([data.one, two, three, file, four(), add(4), view(), required, isTracked(), import.meta.file]));
`,
  'main.test.ts': `import { expect, test } from 'bun:test';
import { add, isTracked } from './lib/tracked.ts';
import { three } from './old.cjs';
import { two } from './plain.ts';
test('adds', () => expect([add(two), isTracked(), three]).toEqual([3, true, 3]));
`,
};

test.each([
  ['bun run', ['run', 'main.ts']],
  ['bun test', ['test']],
])('%s with the plugin in a preload runs everything, and tracks modules', { timeout: 60_000 }, async (_name, args) => {
  using project = createProject(files);
  symlinkSync(unplugin, join(project.root, 'node_modules/@bud/unplugin'), 'junction');
  const run = promisify(execFile)(bun, ['--conditions=@bud/source', ...args], { cwd: project.root });
  const { stdout, stderr } = await run;
  if (args[0] === 'run') expect(JSON.parse(stdout)).toEqual([1, 2, 3, 'old.cjs', 4, 5, 5, 7, true, 'main.ts']);
  else expect(stderr).toContain('1 pass');
  // CommonJS runs as it is, and that is said.
  expect(stderr.match(/BUD\d+ \S+/g)).toEqual(['BUD406 marked.cjs:2:32']);
});
