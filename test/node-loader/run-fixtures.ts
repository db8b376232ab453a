import { pathToFileURL } from 'node:url';
import { observeModule, type Observation } from '../fixtures/observe-module.ts';
import { recordSpans } from '../fixtures/record-spans.ts';
import type { SpanNode } from '../fixtures/span-tree.ts';

/** What running a fixture gave. */
export interface FixtureRun {
  readonly observation: Observation;
  readonly spans: readonly SpanNode[];
}

// The program that the loader runs: it imports the files of its arguments and prints what each of them did.
const runs: Record<string, FixtureRun> = {};
for (const file of process.argv.slice(2)) {
  const { result, spans } = await recordSpans(() => observeModule(() => import(pathToFileURL(file).href)));
  runs[file] = { observation: result, spans };
}
process.stdout.write(JSON.stringify(runs));
