import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instrument, type Instrumented, type InstrumentOptions } from '@bud/transform';
import { transform } from 'esbuild';
import { toRunnableModule } from '../fixtures/runnable-module.ts';

const casesFolder = fileURLToPath(new URL('cases', import.meta.url));
/** Inside `node_modules`, so that the copies resolve `@bud/runtime` as an application does, and Git ignores them. */
export const scratchFolder: string = fileURLToPath(new URL('../../node_modules/.bud/conformance', import.meta.url));

/** Every function of every kind. */
const everyFunction: InstrumentOptions = { rules: [{ functions: '*' }] };

/** Imported by a program, and no program itself. */
const importedOnly: readonly string[] = ['39-dep.mjs', 'data.json'];

/** Syntax that not every supported Node knows: lowered in all three runs. */
const lowered: readonly string[] = ['42-using-decl.mjs', '43-await-using.mjs'];

export const caseFiles: readonly string[] = readdirSync(casesFolder).filter((file) => !importedOnly.includes(file));

/** A program in the two versions that are run. */
export interface PreparedCase {
  readonly code: string;
  readonly instrumented: Instrumented;
  readonly plainFile: string;
  readonly trackedFile: string;
}

/** Writes what programs import beside them; once, before any program. */
export async function prepareImported(): Promise<void> {
  for (const file of importedOnly) await prepareCase(file);
}

/** Writes a program as it is, and with every function instrumented. */
export async function prepareCase(file: string): Promise<PreparedCase> {
  const code = readFileSync(`${casesFolder}/${file}`, 'utf8');
  const instrumented = instrument(code, `test/conformance/cases/${file}`, everyFunction);
  return {
    code,
    instrumented,
    plainFile: await writeRunnable('plain', file, code),
    trackedFile: await writeRunnable('tracked', file, instrumented.code),
  };
}

async function writeRunnable(variant: string, file: string, code: string): Promise<string> {
  const folder = `${scratchFolder}/${variant}`;
  mkdirSync(folder, { recursive: true });
  const { name, text } = await runnable(file, code);
  writeFileSync(`${folder}/${name}`, text);
  return `${folder}/${name}`;
}

async function runnable(file: string, code: string): Promise<{ readonly name: string; readonly text: string }> {
  const extension = extname(file).slice(1);
  if (lowered.includes(file)) return { name: file, text: (await transform(code, { target: 'es2022' })).code };
  if (extension !== 'ts' && extension !== 'jsx') return { name: file, text: code };
  const module = await toRunnableModule(code, extension);
  return { name: `${file}.${module.extension}`, text: module.code };
}
