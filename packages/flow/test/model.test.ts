import {
  configureFlow,
  fallback,
  flow,
  getFlowLog,
  parallel,
  retry,
  step,
  timeout,
  type FlowEvent,
  type Primitive,
} from '@bud/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wait } from '../src/primitive/clock.ts';
import { story } from './schema.ts';
import { SimulatedClock } from './simulated-clock.ts';

/** A workflow, as the model sees it. A step fails in its first calls, and its delays are multiples of 10. */
type Plan =
  | { readonly kind: 'step'; readonly name: string; readonly delay: number; readonly failures: number }
  | { readonly kind: 'retry'; readonly inner: Plan; readonly attempts: number; readonly delay: number }
  | { readonly kind: 'timeout'; readonly inner: Plan; readonly ms: number }
  | { readonly kind: 'fallback' | 'parallel'; readonly inner: readonly Plan[] };

const { plan } = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('step' as const),
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      delay: fc.integer({ min: 0, max: 6 }).map((tens) => tens * 10),
      failures: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({
      kind: fc.constant('retry' as const),
      inner: tie('plan'),
      attempts: fc.integer({ min: 1, max: 3 }),
      delay: fc.constantFrom(10, 20),
    }),
    fc.record({ kind: fc.constant('timeout' as const), inner: tie('plan'), ms: fc.constantFrom(15, 35, 75, 155) }),
    fc.record({
      kind: fc.constantFrom('fallback' as const, 'parallel' as const),
      inner: fc.array(tie('plan'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** How something ended: with values, an error, or aborted by whom. */
interface Ending {
  readonly at: number;
  readonly outcome: string;
  readonly isFailure: boolean;
}

/** When it will be aborted, and by which timeout. */
interface Deadline {
  readonly at: number;
  readonly by: string;
}

/** What will happen, without running anything. */
class Model {
  readonly log: string[] = [];
  readonly #calls = new Map<Plan, number>();

  run(plan: Plan, start: number, deadline: Deadline): Ending {
    // What is begun after its abort rejects at once.
    if (start >= deadline.at) return { at: start, outcome: deadline.by, isFailure: true };
    switch (plan.kind) {
      case 'step':
        return this.#step(plan, start, deadline);
      case 'retry':
        return this.#retry(plan, start, deadline);
      case 'timeout': {
        const own = { at: start + plan.ms, by: `timeout ${plan.ms}` };
        // The one that was set first comes first.
        return this.run(plan.inner, start, own.at < deadline.at ? own : deadline);
      }
      case 'fallback': {
        let ending: Ending = { at: start, outcome: '', isFailure: true };
        for (const inner of plan.inner) {
          ending = this.run(inner, ending.at, deadline);
          if (!ending.isFailure || ending.at >= deadline.at) break;
        }
        return ending;
      }
      case 'parallel': {
        const endings = plan.inner.map((inner) => this.run(inner, start, deadline));
        const at = Math.max(...endings.map((ending) => ending.at));
        if (at >= deadline.at) return { at: deadline.at, outcome: deadline.by, isFailure: true };
        const failed = endings.find(({ isFailure }) => isFailure);
        return {
          at,
          outcome: failed?.outcome ?? endings.map(({ outcome }) => outcome).join('+'),
          isFailure: failed !== undefined,
        };
      }
    }
  }

  #step(plan: Extract<Plan, { kind: 'step' }>, start: number, deadline: Deadline): Ending {
    const call = (this.#calls.get(plan) ?? 0) + 1;
    this.#calls.set(plan, call);
    this.log.push(`${start} ${plan.name} begins`);
    const at = start + plan.delay;
    if (at >= deadline.at) {
      this.log.push(`${deadline.at} ${plan.name} is aborted`);
      return { at: deadline.at, outcome: deadline.by, isFailure: true };
    }
    const isFailure = call <= plan.failures;
    this.log.push(`${at} ${plan.name} ${isFailure ? 'fails' : 'ends'}`);
    return { at, outcome: isFailure ? `error ${plan.name}` : plan.name, isFailure };
  }

  #retry(plan: Extract<Plan, { kind: 'retry' }>, start: number, deadline: Deadline): Ending {
    let at = start;
    for (let attempt = 1; ; attempt += 1) {
      const ending = this.run(plan.inner, at, deadline);
      if (!ending.isFailure || attempt === plan.attempts || ending.at >= deadline.at) return ending;
      at = ending.at + plan.delay * 2 ** (attempt - 1);
      if (at >= deadline.at) return { at: deadline.at, outcome: deadline.by, isFailure: true };
    }
  }
}

/** The same as primitives, each step of which writes down what happens to it. */
function primitiveOf(plan: Plan, clock: SimulatedClock, log: string[]): Primitive<undefined, string> {
  switch (plan.kind) {
    case 'step': {
      let calls = 0;
      return step(plan.name, async (_: undefined, { signal }) => {
        calls += 1;
        const isFailure = calls <= plan.failures;
        log.push(`${clock.now()} ${plan.name} begins`);
        try {
          if (plan.delay > 0) await wait(plan.delay, clock, signal);
        } catch (error) {
          log.push(`${clock.now()} ${plan.name} is aborted`);
          throw error;
        }
        log.push(`${clock.now()} ${plan.name} ${isFailure ? 'fails' : 'ends'}`);
        if (isFailure) throw new Error(`error ${plan.name}`);
        return plan.name;
      });
    }
    case 'retry':
      return retry(primitiveOf(plan.inner, clock, log), { attempts: plan.attempts, delayMs: plan.delay });
    case 'timeout':
      return timeout(primitiveOf(plan.inner, clock, log), plan.ms);
    case 'fallback': {
      const [first, ...others] = plan.inner.map((inner) => primitiveOf(inner, clock, log));
      if (first === undefined) throw new Error('an empty fallback');
      return fallback(first, ...others);
    }
    case 'parallel': {
      const all = parallel(plan.inner.map((inner) => primitiveOf(inner, clock, log)));
      return step('joined', async (input: undefined, run) => (await all.execute(input, run)).join('+'));
    }
  }
}

function outcomeOf(settled: PromiseSettledResult<string>): string {
  if (settled.status === 'fulfilled') return settled.value;
  const { name, message } = settled.reason as Error;
  return name === 'TimeoutError' ? `timeout ${/\d+(?= ms)/.exec(message)?.[0]}` : message;
}

/** In time; what happens at the same moment in branches that know nothing of each other has no order. */
function inTime(log: readonly string[]): readonly string[] {
  return log.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

test('parallel, retry, timeout and fallback do what the model says: results, order, aborts', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      const model = new Model();
      const foreseen = model.run(given, 0, { at: Infinity, by: 'nobody' });
      const [clock, log]: [SimulatedClock, string[]] = [new SimulatedClock(), []];
      const settled = await clock.drive(primitiveOf(given, clock, log).execute(undefined, { clock }));
      expect({ at: clock.now(), outcome: outcomeOf(settled), log: inTime(log) }).toEqual({
        at: foreseen.at,
        outcome: foreseen.outcome,
        log: inTime(model.log),
      });
    }),
    { numRuns: 300 },
  );
});

/** The flow log of one run, and the steps as they began. */
async function logged(
  given: Plan,
): Promise<{ readonly events: readonly FlowEvent[]; readonly begun: readonly string[] }> {
  const [clock, log]: [SimulatedClock, string[]] = [new SimulatedClock(), []];
  const id = crypto.randomUUID();
  await flow.run({ id }, () => clock.drive(primitiveOf(given, clock, log).execute(undefined, { clock })));
  const begun = log.flatMap((line) => /^\d+ (\w+) begins$/.exec(line)?.[1] ?? []);
  return { events: getFlowLog(id)?.events ?? [], begun };
}

test('their flow log is in the order of what happened, also in one moment, and the same each time', async () => {
  const { stop } = configureFlow({ enabled: true, bufferSize: 10_000 });
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      const { events, begun } = await logged(given);
      const numbers = events.map(({ sequence = 0 }) => sequence);
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
      const entered = new Map<string, number>();
      for (const { span_id, parent_id, event_type: type, sequence = 0 } of events) {
        if (type === 'entry') entered.set(span_id, sequence);
        // Whatever happens in a span, and below it, happens after its entry.
        expect(entered.get(span_id)).toBeLessThanOrEqual(sequence);
        if (parent_id !== null) expect(entered.get(parent_id)).toBeLessThan(sequence);
      }
      const steps = events.flatMap(({ event_type: type, node }) =>
        type === 'entry' ? (/^step\.([a-f])\.execute$/.exec(node)?.[1] ?? []) : [],
      );
      expect(steps).toEqual(begun);
      expect(story((await logged(given)).events)).toEqual(story(events));
    }),
    { numRuns: 100 },
  );
  stop();
});
