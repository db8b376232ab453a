import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Runs } from '@bud/runtime';
import { __bud } from './handing.ts';
import { site } from './site.ts';
import { traced } from './tracing.ts';

/** A function of a random program: it runs its children, then returns or throws. */
interface Procedure {
  readonly runs: Runs;
  readonly throws: boolean;
  /** How many items a consumer takes of it before it breaks; for generators only. */
  readonly taken: number;
  readonly children: readonly Procedure[];
}

/** What a run of a program shows: who ran whom, and what was returned, yielded, thrown, finalized. */
interface Observation {
  readonly calls: string[];
  readonly events: string[];
}

const isSynchronous = ({ runs }: Procedure): boolean => runs === 'sync' || runs === 'generator';

/** Interprets a program; every function is in the shape in which the compiler writes enclosed bodies. */
function interpret(program: Procedure, { calls, events }: Observation): Promise<void> {
  let count = 0;

  function enter(procedure: Procedure, parent: string): string {
    const name = `${procedure.runs}${(count += 1)}`;
    calls.push(`${name} < ${parent}`);
    return name;
  }

  function leave(procedure: Procedure, name: string): string {
    if (procedure.throws) throw new Error(`${name} throws`);
    return `${name} returns`;
  }

  function runSync(procedure: Procedure, parent: string): void {
    const name = enter(procedure, parent);
    const children = procedure.children.filter(isSynchronous);
    const run = (): string => {
      for (const child of children) runSync(child, name);
      return leave(procedure, name);
    };
    const generate = function* (): Generator<string> {
      try {
        for (const [index, child] of children.entries()) {
          runSync(child, name);
          yield `${name} yields ${index}`;
        }
        leave(procedure, name);
      } finally {
        events.push(`${name} finally`);
      }
    };
    try {
      const S = site(name, procedure.runs);
      if (procedure.runs === 'sync') events.push((__bud.on ? __bud.call(S, run, undefined, []) : run()) as string);
      else {
        let taken = 0;
        const items = (__bud.on ? __bud.iterate(S, generate, undefined, []) : generate()) as Iterable<string>;
        for (const item of items) {
          events.push(item);
          if ((taken += 1) > procedure.taken) break;
        }
      }
    } catch (error) {
      events.push(String(error));
    }
  }

  async function runAsync(procedure: Procedure, parent: string): Promise<void> {
    if (isSynchronous(procedure)) return runSync(procedure, parent);
    const name = enter(procedure, parent);
    const { children } = procedure;
    const run = async (): Promise<string> => {
      await null;
      for (const child of children) await runAsync(child, name);
      return leave(procedure, name);
    };
    const generate = async function* (): AsyncGenerator<string> {
      try {
        for (const [index, child] of children.entries()) {
          await runAsync(child, name);
          yield `${name} yields ${index}`;
        }
        leave(procedure, name);
      } finally {
        await null;
        events.push(`${name} finally`);
      }
    };
    try {
      const S = site(name, procedure.runs);
      if (procedure.runs === 'async') {
        events.push((await (__bud.on ? __bud.call(S, run, undefined, []) : run())) as string);
      } else {
        let taken = 0;
        const items = (__bud.on ? __bud.iterate(S, generate, undefined, []) : generate()) as AsyncIterable<string>;
        for await (const item of items) {
          events.push(item);
          if ((taken += 1) > procedure.taken) break;
        }
      }
    } catch (error) {
      events.push(String(error));
    }
    return undefined;
  }

  return runAsync(program, '-');
}

const programs = fc.letrec<{ procedure: Procedure }>((tie) => ({
  procedure: fc.record({
    runs: fc.constantFrom<Runs>('sync', 'async', 'generator', 'async-generator'),
    throws: fc.boolean(),
    taken: fc.nat(3),
    children: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('procedure'), { maxLength: 3 }),
    ),
  }),
})).procedure;

it('records the call tree of thousands of random programs, and changes nothing they do', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const plain: Observation = { calls: [], events: [] };
      await interpret(program, plain);
      const recorded: Observation = { calls: [], events: [] };
      const trace = traced();
      await interpret(program, recorded);
      const tree = trace.tree();
      trace.tracking.stop();
      expect(recorded).toEqual(plain);
      // A generator that nobody asked for an item has not run; here everyone asks at least once.
      expect(tree.toSorted()).toEqual(plain.calls.toSorted());
    }),
    { numRuns: 2000, seed: 3 },
  );
});
