import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A database server on loopback, in a folder of its own that is gone with it. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

interface Kind {
  /** Debian's package. */
  readonly from: string;
  readonly executable: string;
  prepare(folder: string, run: Run): void;
  start(folder: string, port: number): readonly string[];
}

type Run = (executable: string, ...args: readonly string[]) => void;

const postgres = join('/usr/lib/postgresql', newest('/usr/lib/postgresql'), 'bin');

const kinds = {
  postgresql: {
    from: 'postgresql',
    executable: join(postgres, 'postgres'),
    prepare: (folder, run) =>
      run(join(postgres, 'initdb'), '-D', `${folder}/data`, '-U', 'bud', '-A', 'trust', '--no-sync'),
    start: (folder, port) => ['-D', `${folder}/data`, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
  },
  redis: {
    from: 'redis-server',
    executable: '/usr/bin/redis-server',
    prepare: () => {},
    start: (folder, port) => ['--dir', folder, '--port', String(port), '--bind', '127.0.0.1', '--save', ''],
  },
  mariadb: {
    from: 'mariadb-server',
    executable: '/usr/sbin/mariadbd',
    prepare: (folder, run) =>
      run(
        '/usr/bin/mariadb-install-db',
        '--no-defaults',
        `--datadir=${folder}/data`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ),
    start: (folder, port) => [
      '--no-defaults',
      `--datadir=${folder}/data`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${folder}/socket`,
      `--pid-file=${folder}/pid`,
    ],
  },
} satisfies Record<string, Kind>;

export type ServerName = keyof typeof kinds;

/** Why a server cannot be started here; undefined when it can. */
export function missing(name: ServerName): string | undefined {
  const { executable, from } = kinds[name];
  return existsSync(executable) ? undefined : `${name} is not installed (Debian: apt-get install ${from})`;
}

/** Starts a server with nothing in it; resolves when it takes connections. */
export async function startServer(name: ServerName): Promise<Server> {
  const kind: Kind = kinds[name];
  const folder = mkdtempSync(join(tmpdir(), `bud-${name}-`));
  const account = unprivileged();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  kind.prepare(folder, (executable, ...args) => {
    execFileSync(executable, args, { ...account, cwd: folder, stdio: 'pipe' });
  });
  const port = await freePort();
  const server = spawn(kind.executable, kind.start(folder, port), { ...account, cwd: folder, stdio: 'pipe' });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  await answering(server, port, () => `${name} does not start:\n${said}`);
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** PostgreSQL and MariaDB refuse to run as root: then they run as the account that Debian made for them. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string): number => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(server: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
    if (await connects(port)) return;
    await setTimeout(50);
  }
  throw new Error(said());
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function newest(folder: string): string {
  return existsSync(folder) ? (readdirSync(folder).toSorted((a, b) => Number(b) - Number(a))[0] ?? '') : '';
}
