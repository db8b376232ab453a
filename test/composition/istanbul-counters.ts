import { instrument } from '@bud/transform';
import type { FixtureCase } from '../fixtures/fixture-case.ts';
import { observeRun } from '../fixtures/observe-run.ts';
import { recordSpans } from '../fixtures/record-spans.ts';
import { toRunnableModule } from '../fixtures/runnable-module.ts';
import type { Mode } from '../studies/runtimes/inside/run-fixtures.ts';
import { istanbul } from './tools.ts';

/** How often each statement, function and branch ran. */
interface Counters {
  readonly s: unknown;
  readonly f: unknown;
  readonly b: unknown;
}

/** Where istanbul keeps them, by file. */
const realm = globalThis as { __coverage__?: Record<string, Counters> };

/** Runs a fixture that istanbul has instrumented first, with every function tracked after that. */
export async function countersOf(fixture: FixtureCase): Promise<Readonly<Record<Mode, Counters>>> {
  const { name, id, file } = fixture;
  const module = await toRunnableModule(fixture.code, fixture.extension);
  const code = await istanbul({ code: module.code, isModule: module.extension === 'mjs', file });
  const tracked = instrument(code, `${id}.${module.extension}`, { rules: [{ functions: '*' }] });
  const run = async (mode: Mode): Promise<Counters> => {
    delete realm.__coverage__?.[file];
    const text = mode === 'plain' ? code : tracked.code;
    const observe = (): Promise<unknown> => observeRun(`istanbul/${name}/${mode}`, { ...module, code: text });
    await (mode === 'on' ? recordSpans(observe) : observe());
    const counters = realm.__coverage__?.[file];
    if (counters === undefined) throw new Error(`${file} counted nothing`);
    return { s: counters.s, f: counters.f, b: counters.b };
  };
  return { plain: await run('plain'), off: await run('off'), on: await run('on') };
}
