import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadInput, fileFailure } from '../arguments/bad-input.ts';
import type { Call } from '../arguments/command.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';
import { defaultTraceFile, traceFiles } from './trace-files.ts';

/** Writes the page with traces in it. */
export async function writePage({ folder, terminal }: Call, named: readonly string[], out: string): Promise<ExitCode> {
  const files = traceFiles(folder, named).filter((file) => existsSync(file));
  if (files.length === 0)
    throw new BadInput(
      `there is no ${defaultTraceFile}`,
      'Name a file of traces, or let a program write it: `configure({ export: [{ file: true }] })`.',
    );
  const { pageOf } = await import('@bud/viewer');
  const html = await pageOf(files);
  try {
    await writeFile(resolve(folder, out), html);
  } catch (error) {
    throw fileFailure('write', out, error);
  }
  terminal.out.write(`${out}  ${(html.length / 1024).toFixed(0)} KB, opens in any browser\n`);
  return exitCodes.fine;
}
