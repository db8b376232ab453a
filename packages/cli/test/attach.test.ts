import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fromOtlp } from '@bud/trace';
import { started } from '../../attach/test/program.ts';
import { binary, bud } from './bud.ts';

/** util-linux's, which gives a program a terminal. */
const hasTerminal = process.platform === 'linux' && existsSync('/usr/bin/script');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'bud-attach-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function start(...words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [binary, ...words], {
    cwd: folder(),
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  child.stderr?.setEncoding('utf8');
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('bud attach', () => {
  it('prints trees until Ctrl+C, and leaves the program as it was', async () => {
    const program = await started('garden');
    const before = await program.state();
    const client = start('attach', String(program.pid));
    let printed = '';
    client.stdout?.setEncoding('utf8').on('data', (more: string) => {
      printed += more;
      // A second one would end it at once.
      if (!client.killed && printed.includes('└─ count')) client.kill('SIGINT');
    });
    expect(await once(client, 'exit')).toEqual([0, null]);
    expect(printed).toMatch(/^Agent\.run\(question: "tomatoes"\) → 2 {2}agent {2}[\d.]+ ms$/m);
    expect(printed).toMatch(/^└─ count\(words: \["about","tomatoes"\]\) → 2 {2}[\d.]+ ms$/m);
    expect({ ...(await program.state()), results: 0 }).toEqual({ ...before, results: 0 });
  });

  it('leaves when it is killed', async () => {
    const program = await started('garden');
    const before = await program.state();
    const client = start('attach', String(program.pid));
    await once(client.stdout!, 'data');
    expect((await program.state())['isOn']).toBe(true);
    client.kill('SIGKILL');
    await expect.poll(async () => (await program.state())['inspector'], { timeout: 30_000 }).toBe('closed');
    expect({ ...(await program.state()), results: 0 }).toEqual({ ...before, results: 0 });
  });

  it('writes what fails into a file, and ends by itself', async () => {
    const { pid } = await started('garden');
    const home = folder();
    const { code, out, err } = await bud(home, [
      'attach',
      String(pid),
      '--errors',
      '--max-spans',
      '50',
      '--out',
      'spans.jsonl',
    ]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain(`process ${pid}: the recorder has left: as many spans are recorded as were asked for`);
    const spans = readFileSync(join(home, 'spans.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .flatMap((line) => fromOtlp(JSON.parse(line)));
    expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(['fail']));
    expect(spans[0]?.status).toEqual({ code: 'error', message: 'no water' });
  });

  it('sends to a receiver', async () => {
    const { pid } = await started('garden');
    const names = new Set<string>();
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        for (const { name } of fromOtlp(JSON.parse(body))) names.add(`${request.url} ${name}`);
        return response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await bud(folder(), ['attach', String(pid), '--only', 'co*', '--max-spans', '5', '--otlp', url]);
    expect([...names]).toEqual(['/v1/traces count']);
  });

  it('lists the processes with a gate, and signals none', async () => {
    const program = await started('garden');
    const { code, out } = await bud(folder(), ['attach']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^ *${program.pid}  node  gate  .*garden\\.mjs$`, 'm'));
    expect((await program.state())['inspector']).toBe('closed');
  });

  it.each([
    [['attach', 'garden', '--for', 'long'], '`--for` takes a time, not "long"'],
    [['attach', 'garden', '--max-spans', 'all'], '`--max-spans` takes a whole number, not "all"'],
    [['attach', 'garden', '--view', '--out', 'spans.jsonl'], '`--out` and `--view` are two places'],
    [['attach', 'garden'], '"garden" is neither the number of a process nor the address of an inspector'],
    [['top'], '`bud top` needs a process'],
  ])('%j is bad input', async (words, message) => {
    const home = folder();
    const { code, err } = await bud(home, words);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(home, 'spans.jsonl'))).toBe(false);
  });
});

describe('bud top', () => {
  it('counts without reading, and prints the table at the end', async () => {
    const program = await started('garden');
    const before = await program.state();
    const { code, out } = await bud(folder(), ['top', String(program.pid), '--for', '2s']);
    expect(code).toBe(0);
    const [head, ...rows] = out
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(head).toEqual(['calls/s', 'running', 'p50', 'p99', 'self/s', 'errors', 'function']);
    const names = rows.map((row) => row[6]);
    expect(new Set(names)).toEqual(new Set(['Agent.run', 'search', 'write', 'count', 'fail']));
    const errors = Object.fromEntries(rows.map((row) => [row[6], Number(row[5])]));
    expect(errors).toMatchObject({ 'Agent.run': 0, search: 0 });
    expect(errors['fail']).toBeGreaterThan(0);
    expect({ ...(await program.state()), results: 0 }).toEqual({ ...before, results: 0 });
  });

  it.skipIf(!hasTerminal)('is a live table on a terminal, in which a function can be opened', async () => {
    const program = await started('garden');
    const before = await program.state();
    const command = [process.execPath, binary, 'top', String(program.pid)].map((word) => `'${word}'`).join(' ');
    const screen = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd: folder(),
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'xterm' },
    });
    onTestFinished(() => void screen.kill('SIGKILL'));
    let shown = '';
    screen.stdout.setEncoding('utf8').on('data', (more: string) => (shown += more));
    const shows = async (pattern: RegExp): Promise<void> =>
      vi.waitFor(() => expect(shown).toMatch(pattern), { timeout: 30_000, interval: 50 });
    await shows(/calls\/s[^]*Agent\.run/);
    screen.stdin.write('n');
    shown = '';
    await shows(/calls\/s[^]*Agent\.run[^]*count[^]*fail/);
    screen.stdin.write('\r');
    await shows(/Agent\.run\(question: "tomatoes"\) → 2/);
    screen.stdin.write('\u001B');
    shown = '';
    await shows(/calls\/s/);
    screen.stdin.write('q');
    expect(await once(screen, 'exit')).toEqual([0, null]);
    expect({ ...(await program.state()), results: 0 }).toEqual({ ...before, results: 0 });
  });
});
