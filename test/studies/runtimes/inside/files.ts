/** Node, Bun and Deno: modules are files beside this one, what was seen goes to the standard output. */
import process from 'node:process';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { runFixtures } from './run-fixtures.ts';

/** Runs the given files, by fixture; `--no-context-manager` leaves out what follows a program across its awaits. */
export async function runInside(files: Readonly<Record<string, string>>): Promise<void> {
  const isWithout = process.argv.includes('--no-context-manager');
  const runs = await runFixtures(Object.keys(files), {
    load: (name, mode) => import(new URL(`modules/${mode}/${files[name]}`, import.meta.url).href),
    contextManager: isWithout ? undefined : new AsyncLocalStorageContextManager(),
  });
  // A line of its own: programs may print.
  process.stdout.write(`\n${JSON.stringify(runs)}\n`);
}
