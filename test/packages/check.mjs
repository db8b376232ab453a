// What would be published, checked as a user's tools would see it: publint for the manifest and files, attw for types.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const run = (command, ...args) => execFileSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });

const isPublished = (name) => !JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')).private;

for (const name of readdirSync('packages').filter(isPublished)) {
  run('publint', '--strict', `packages/${name}`);
  run('attw', '--pack', `packages/${name}`, '--profile', 'esm-only');
}
