import type { App } from './app.ts';
import { runProcess } from './run-process.ts';

/** Starts a runtime that reads modules from files; resolves to the JSON it printed, after whatever programs print. */
export async function startFiles(
  app: App,
  inside: string,
  binary: string,
  [before, after]: readonly [before: readonly string[], after: readonly string[]],
): Promise<string> {
  const output = await runProcess(binary, [...before, inside, ...after], app.root);
  return output.trim().split('\n').at(-1) ?? '';
}
