import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** An empty folder, for one server. */
export function emptyFolder(name) {
  return mkdtempSync(join(tmpdir(), `bud-${name}-`));
}

/** Ports of loopback that nobody listens to at the moment. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Starts a server; resolves when a URL of it answers. It keeps its files in a folder that is gone with it. */
export async function startServer({ name, command, args, env = {}, folder, answersAt }) {
  const server = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  // Whatever goes wrong here, it does not stay.
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => server.once('error', resolve).once('exit', resolve));
  void ended.then(() => process.off('exit', kill));
  const isRunning = () => server.exitCode === null && server.signalCode === null;
  const stop = async () => {
    server.kill('SIGTERM');
    await Promise.race([ended, setTimeout(20_000, undefined, { ref: false })]);
    server.kill('SIGKILL');
    await ended;
  };
  const answer = await until(() => fetch(answersAt).catch(() => undefined), 180, isRunning);
  if (answer === undefined) {
    await stop();
    throw new Error(`${name} does not start:\n${said.slice(-4000)}`);
  }
  return {
    said: () => said,
    stop,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What is asked for, as soon as it is there; asked twice a second, for as long as one may wait. */
export async function until(ask, seconds = 60, mayWait = () => true) {
  for (let attempt = 0; attempt < 2 * seconds && mayWait(); attempt += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(500);
  }
  return undefined;
}
