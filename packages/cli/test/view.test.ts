import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lineOf } from '../../../test/viewer/otlp.ts';
import { binary, bud } from './bud.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'bud-view-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const line = `${lineOf(1, [{ id: 1, name: 'greet', ms: 3 }])}\n`;

test('a program is run with the address in its environment, and its spans are shown until Ctrl+C', async () => {
  const root = folder();
  const send = `fetch(process.env.BUD_OBSERVE_ENDPOINT + '/v1/traces', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(line)},
  })`;
  const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' };
  const words = [binary, 'view', '--port', '0', '--', process.execPath, '--eval', send];
  const viewing = spawn(process.execPath, words, { cwd: root, env });
  onTestFinished(() => void viewing.kill('SIGKILL'));
  let printed = '';
  const ran = new Promise<void>((done) => {
    for (const stream of [viewing.stdout, viewing.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('ended with 0')) done();
      });
  });
  await ran;
  const page = /^Traces {2}(\S+)$/m.exec(printed)?.[1];
  expect(await (await fetch(`${page}api/traces`)).json()).toMatchObject({ total: 1, traces: [{ name: 'greet' }] });
  expect(readFileSync(join(root, '.bud/trace.jsonl'), 'utf8')).toContain('greet');
  viewing.kill('SIGINT');
  expect(await once(viewing, 'exit')).toEqual([0, null]);
}, 60_000);

test('one file has the traces in it', async () => {
  const root = folder();
  writeFileSync(join(root, 'trace.jsonl'), line);
  const { code, out } = await bud(root, ['view', 'trace.jsonl', '--out', 'page.html']);
  expect([code, out]).toEqual([0, expect.stringMatching(/^page\.html {2}\d+ KB, opens in any browser\n$/)]);
  expect(readFileSync(join(root, 'page.html'), 'utf8')).toContain('<title>Bud traces</title>');
});

test.each([
  [['--out', 'page.html'], 'there is no .bud/trace.jsonl'],
  [['missing.jsonl'], 'cannot read missing.jsonl: no such file'],
  [['.'], 'cannot read .: it is a folder'],
  [['--port', 'any'], '"any" is no port'],
  [['--host'], '`--host` needs an address'],
  [['--live', '--out', 'page.html'], '`--out` writes what is there already'],
  [['--live', 'trace.jsonl'], '`--live` shows no files'],
  [['--clickhouse', 'http://localhost:1', '--live'], '`--clickhouse` shows a database and nothing else'],
  [['--host', 'no.such.host.example', '--port', '0'], 'cannot be listened at'],
])('%j is told with what to do', async (words, message) => {
  const { code, err } = await bud(folder(), ['view', ...words]);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test('a port that is taken is told of, and a password is not', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { err } = await bud(folder(), ['view', '--port', String(port)]);
  expect(err).toContain(`port ${port} is taken by another program`);
  const failed = await bud(folder(), ['view', '--clickhouse', 'http://ada:hunter2@127.0.0.1:1/otel']);
  expect([failed.code, failed.err]).toEqual([
    2,
    expect.stringContaining('the traces of http://ada:***@127.0.0.1:1/otel'),
  ]);
  expect(failed.err + failed.out).not.toContain('hunter2');
});
