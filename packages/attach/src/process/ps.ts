import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import type { RunningProcess } from './process-data.ts';

/** What `ps` tells of processes, where there is no /proc: macOS and the BSDs. */
export function processesInPs(): readonly RunningProcess[] {
  const table = execFileSync('ps', ['-axo', 'pid=,uid=,comm='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  const words = execFileSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  const wordsOf = new Map(
    words.split('\n').map((line) => {
      const [pid = '', ...rest] = line.trim().split(/\s+/);
      return [pid, rest] as const;
    }),
  );
  return table.split('\n').flatMap((line) => {
    const [pid = '', uid = '', ...command] = line.trim().split(/\s+/);
    if (pid === '') return [];
    return [
      {
        pid: Number(pid),
        uid: Number(uid),
        executable: basename(command.join(' ')),
        words: wordsOf.get(pid) ?? [],
        folder: undefined,
        catchesUsr1: undefined,
      },
    ];
  });
}

/** The ports that a process listens at, as `lsof` tells. */
export function portsInLsof(pid: number): readonly number[] {
  try {
    const args = ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn'];
    const listed = execFileSync('lsof', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...listed.matchAll(/^n.*:(\d+)$/gm)].map(([, port]) => Number(port));
  } catch {
    return [];
  }
}
