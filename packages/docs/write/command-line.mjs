// The reference of the command line: what `bud --help` and the help of each command print.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bud = fileURLToPath(new URL('bin/bud.js', import.meta.resolve('@bud/cli/package.json')));

export const commands = [
  'instrument',
  'list',
  'explain',
  'doctor',
  'record',
  'replay',
  'diff',
  'flow',
  'view',
  'mcp',
  'attach',
  'top',
];

/** What the program prints about itself, or about one of its commands. */
export function helpSection(...words) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const help = execFileSync(process.execPath, [bud, ...words, '--help'], { encoding: 'utf8', env });
  return ['```text', help.trimEnd(), '```'].join('\n');
}
