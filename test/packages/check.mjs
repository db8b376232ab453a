// What would be published, checked as a user's tools would see it: publint for the manifest and files, attw for types.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const run = (command, ...args) => execFileSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });

for (const name of readdirSync('packages')) {
  run('publint', '--strict', `packages/${name}`);
  run('attw', '--pack', `packages/${name}`, '--profile', 'esm-only');
}
