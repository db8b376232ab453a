import { context, type ContextManager } from '@opentelemetry/api';
import { TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { observeModule, type Observation } from '../../../fixtures/observe-module.ts';
import { recordWith } from '../../../fixtures/record-with.ts';
import type { SpanNode } from '../../../fixtures/span-tree.ts';

/** How a fixture is run: as it was written, or compiled with nothing or a recorder behind the gate. */
export const modes = ['plain', 'off', 'on'] as const;
export type Mode = (typeof modes)[number];

/** What one runtime saw of one fixture. */
export interface FixtureRun extends Readonly<Record<Mode, Observation>> {
  readonly name: string;
  readonly spans: readonly SpanNode[];
  readonly failureCount: number;
}

/** What a runtime has to bring. */
export interface Inside {
  load(name: string, mode: Mode): Promise<unknown>;
  /** Absent where nothing follows a program across its awaits, as in browsers. */
  readonly contextManager: ContextManager | undefined;
}

/** Runs every fixture plain, off and on, one after the other; this is what is executed in all runtimes. */
export async function runFixtures(names: readonly string[], inside: Inside): Promise<readonly FixtureRun[]> {
  if (inside.contextManager !== undefined) context.setGlobalContextManager(inside.contextManager.enable());
  const runs: FixtureRun[] = [];
  for (const name of names) runs.push(await runFixture(name, inside));
  return runs;
}

async function runFixture(name: string, { load }: Inside): Promise<FixtureRun> {
  const observe = (mode: Mode): Promise<Observation> => observeModule(() => load(name, mode));
  const plain = await observe('plain');
  const off = await observe('off');
  const { result, spans, failureCount } = await recordWith(createProvider, () => observe('on'));
  return { name, plain, off, on: result, spans, failureCount };
}

function createProvider(processor: SpanProcessor): TracerProvider {
  return new TracerProvider({ spanProcessors: [processor] });
}
