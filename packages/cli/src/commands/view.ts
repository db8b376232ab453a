import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { openViewer, viewUntilStopped } from '../view/viewing.ts';
import { writePage } from '../view/write-page.ts';

/** `bud view`: what happened, in a browser. */
export const viewCommand: Command = {
  name: 'view',
  summary: 'Shows traces in a browser: live, from files, or as one HTML file',
  usage: 'bud view [trace files] [flags] [-- program and its arguments]',
  about: [
    'Shows .bud/trace.jsonl and what was put aside from it, or the files that are named, and follows them as they grow.',
    'Spans that programs send by OTLP over HTTP to port 4318 are shown as well, and kept in .bud/trace.jsonl unless files',
    'are named. A program after -- is started with the address in its environment. Only this machine can ask the server.',
  ],
  flags: {
    live: { about: 'show only what arrives from now on' },
    out: { value: 'file', about: 'write one HTML file with the traces instead, to keep or to mail' },
    clickhouse: { value: 'url', about: 'show the traces of this ClickHouse instead; needs @clickhouse/client' },
    port: { value: 'number', about: 'listen at this port and at no other; 4318 by default' },
    host: { value: 'address', about: 'listen at this address; others than 127.0.0.1 need the token that is printed' },
  },
  examples: [
    ['bud view', 'the traces of this folder, and what arrives'],
    ['bud view trace.jsonl --out page.html', 'one file with these traces'],
    ['bud view --live -- node app.js', 'a program, and its spans while it runs'],
    ['bud view --clickhouse http://localhost:8123', "what the Collector has written to a team's database"],
  ],
  run: runView,
};

async function runView(call: Call): Promise<ExitCode> {
  const { flags, paths, behind } = call;
  const files = paths.slice(0, paths.length - behind.length);
  const out = flags.get('out');
  if (typeof out === 'string' && (flags.has('live') || behind.length > 0))
    throw new BadInput('`--out` writes what is there already', 'Leave out `--live` and the program after `--`.');
  if (flags.has('clickhouse') && (flags.has('live') || out !== undefined || paths.length > 0))
    throw new BadInput(
      '`--clickhouse` shows a database and nothing else',
      'Leave out files, `--live`, `--out` and programs.',
    );
  if (flags.has('live') && files.length > 0) throw new BadInput('`--live` shows no files', 'Leave out either of them.');
  if (typeof out === 'string') return await writePage(call, files, out);
  const viewer = await openViewer(call, files);
  await viewUntilStopped(call, viewer, behind);
  return exitCodes.fine;
}
