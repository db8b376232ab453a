import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadInput } from '../arguments/bad-input.ts';
import { defaultFlowFile } from '../flow/flows.ts';

/** Where `@bud/observe` writes to when it is not told otherwise. */
export const defaultTraceFile = '.bud/trace.jsonl';

/** The files that were named, absolute; without any, the one of the folder. Throws {@link BadInput} for one that is missing, or no file. */
export function traceFiles(folder: string, named: readonly string[]): readonly string[] {
  const missing = named.find((file) => !existsSync(resolve(folder, file)));
  if (missing !== undefined)
    throw new BadInput(
      `cannot read ${missing}: no such file`,
      'Check the path; `bud view` alone shows the traces of this folder.',
    );
  const folderNamed = named.find((file) => statSync(resolve(folder, file)).isDirectory());
  if (folderNamed !== undefined)
    throw new BadInput(`cannot read ${folderNamed}: it is a folder`, 'Name the files of traces in it.');
  return named.length === 0
    ? [join(folder, defaultTraceFile), join(folder, defaultFlowFile)]
    : named.map((file) => resolve(folder, file));
}
