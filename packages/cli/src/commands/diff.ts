import { diffTraces, traceOf, type Trace } from '@bud/trace';
import { readTraceFile } from '@bud/trace/file';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { coloredDiff } from '../run/colored-diff.ts';
import { resolve } from 'node:path';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'Compares what two runs did',
  usage: 'bud diff <before> <after> [flags]',
  about: [
    'Reads two trace files, as the file exporter of @bud/observe, `bud record` and the OpenTelemetry Collector write them, and tells',
    'which spans came, went, or changed what they took, gave, failed with, or cost. Ids and times do not matter.',
  ],
  flags: { json: { about: 'print the differences as JSON, for other tools' } },
  examples: [
    ['bud diff before.jsonl after.jsonl', 'both runs as one tree: + what came, - what went, ~ what changed'],
    ['bud diff --json before.jsonl after.jsonl', 'the differences, for other tools'],
  ],
  run: runDiff,
};

async function runDiff({ paths, folder, flags, terminal }: Call): Promise<ExitCode> {
  const [before, after, ...more] = paths;
  if (before === undefined || after === undefined || more.length > 0)
    throw new BadInput(
      `\`bud diff\` takes two trace files, not ${paths.length}`,
      'Write `bud diff before.jsonl after.jsonl`.',
    );
  const diff = diffTraces(await readTrace(before, folder, terminal), await readTrace(after, folder, terminal));
  const { isEqual, differences } = diff;
  terminal.out.write(
    flags.has('json')
      ? `${JSON.stringify({ isEqual, differences }, null, 2)}\n`
      : `${coloredDiff(diff, terminal.outColors)}\n`,
  );
  return isEqual ? exitCodes.fine : exitCodes.problems;
}

/** All traces of a file as one; lines that cannot be read are told. */
async function readTrace(path: string, folder: string, { err, errColors }: Call['terminal']): Promise<Trace> {
  try {
    const { spans, problems } = await readTraceFile(resolve(folder, path));
    for (const { line, message } of problems)
      err.write(`${errColors.yellow('warning')} ${path}:${line} ${message}, and is left out\n`);
    return traceOf(spans);
  } catch (error) {
    throw fileFailure('read', path, error);
  }
}
