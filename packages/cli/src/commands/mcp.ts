import type { Call, Command } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { traceFiles } from '../view/trace-files.ts';

/** `bud mcp`: traces for coding agents. */
export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'Lets coding agents read traces through the Model Context Protocol',
  usage: 'bud mcp [trace files]',
  about: [
    'A server over standard input and output, which an editor or agent starts itself. It reads .bud/trace.jsonl and what was',
    'put aside from it, or the files that are named, and follows them as they grow. It only reads.',
  ],
  flags: {},
  examples: [
    ['bud mcp', 'the traces of this folder'],
    ['bud mcp trace.jsonl', 'the traces of one file'],
  ],
  run: runMcp,
};

async function runMcp({ folder, paths }: Call): Promise<ExitCode> {
  const { serveTraces } = await import('@bud/viewer/mcp');
  await serveTraces(traceFiles(folder, paths));
  return exitCodes.fine;
}
