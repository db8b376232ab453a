import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { RunningProcess } from './process-data.ts';

/** SIGUSR1, as the masks of /proc count: from the lowest bit on. */
const usr1 = 1n << 9n;

/** What Linux tells of a process in /proc; undefined when there is none of that number. */
export function processInProc(pid: number): RunningProcess | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      pid,
      uid: Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]),
      executable: basename(linkOf(`/proc/${pid}/exe`) ?? /^Name:\s+(.*)$/m.exec(status)?.[1] ?? ''),
      words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1),
      folder: linkOf(`/proc/${pid}/cwd`),
      catchesUsr1: (BigInt(`0x${/^SigCgt:\s+(\w+)/m.exec(status)?.[1] ?? '0'}`) & usr1) !== 0n,
    };
  } catch {
    return undefined;
  }
}

/** Of processes of others, nothing but their names can be read. */
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path).replace(/ \(deleted\)$/, '');
  } catch {
    return undefined;
  }
}

export function pidsInProc(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The ports of the loopback, or of all addresses, that a process listens at. */
export function portsInProc(pid: number): readonly number[] {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`));
    const own = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1] ?? []));
    return ['tcp', 'tcp6'].flatMap((table) => listeningIn(readFileSync(`/proc/${pid}/net/${table}`, 'utf8'), own));
  } catch {
    return [];
  }
}

/** Lines of /proc/net/tcp: `0: 0100007F:240D 00000000:0000 0A … inode …`; 0A is LISTEN. */
function listeningIn(table: string, inodes: ReadonlySet<string>): readonly number[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return state === '0A' && inodes.has(inode) ? [Number.parseInt(local.split(':').at(-1) ?? '', 16)] : [];
  });
}
