import { gate, type Gate, type Site, type TrackedFunction } from '@bud/runtime';

type Call = (
  site: Site | undefined,
  fn: TrackedFunction,
  self: unknown,
  args: readonly unknown[],
  values?: readonly unknown[],
  aggregate?: () => unknown,
) => unknown;

/**
 * The gate for tests that play instrumented code: hands a call over as the compiler writes it, and awaits the promise of an
 * async function as that does.
 */
export const __bud: Pick<Gate, 'on' | 'enter' | 'apply'> & { readonly call: Call; readonly iterate: Call } = {
  get on() {
    return gate.on;
  },
  enter: (site) => gate.enter(site),
  apply: gate.apply,
  call(site, fn, self, args, values, aggregate) {
    if (!gate.on) return gate.apply(fn, self, args as never[]);
    handOver(site, fn, self, args, values, aggregate);
    return site?.runs === 'async' ? awaited() : gate.call();
  },
  iterate(site, fn, self, args, values, aggregate) {
    if (!gate.on) return gate.apply(fn, self, args as never[]);
    handOver(site, fn, self, args, values, aggregate);
    return gate.iterate();
  },
};

async function awaited(): Promise<unknown> {
  const begun = gate.begin();
  try {
    return begun.end(await begun.promise);
  } catch (error) {
    throw begun.fail(error);
  }
}

// Iterates nothing, as the emitted literals: a test may track the iterator of arrays.
const handOver: Call = (site, fn, self, args, values = args, aggregate) => {
  gate.details = { hasRest: true, values, ...(aggregate && { aggregate }) };
  gate.handed = [site, fn, self, args];
};
