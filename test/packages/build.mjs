// Builds what would be published from nothing: in a `dist` that is only added to, files outlive their sources.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { published } from './published.mjs';

for (const folder of published)
  for (const built of ['dist', 'tsconfig.tsbuildinfo']) rmSync(`${folder}/${built}`, { recursive: true, force: true });

execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
