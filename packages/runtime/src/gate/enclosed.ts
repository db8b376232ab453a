/**
 * What encloses a body in text that a compiler type-checks. Elsewhere the instrumented function keeps its body in a
 * variable, where TypeScript infers its parameters from nothing; as an argument of a call that is returned, it takes its
 * types from the function around it, and gives that its own:
 *
 *   load(id) { return enclosed.run(site, details, (id) => { …the body… }, id) }
 *               gate.on? ─ no ─▶ body(id)
 *                        └ yes ─▶ gate.handed = [site, body, void 0, id], gate.call()
 */
import { gate, type BegunCall, type CallDetails } from './gate.ts';

/** The site as it was emitted, whose strings TypeScript has widened; `undefined` in a module that has not run yet. */
type EmittedSite = object | undefined;

/** Runs the enclosed body of a function that is neither async nor a generator. */
type Run = <Args extends readonly unknown[], Result>(
  site: EmittedSite,
  details: CallDetails | undefined,
  body: (...args: Args) => Result,
  ...args: Args
) => Result;

/** Tells of the first or second argument of a body which type it has, and so does the function around it. */
interface Tell {
  <Value, Kind extends Value, Args extends readonly unknown[]>(
    site: EmittedSite,
    details: CallDetails | undefined,
    body: (value: Value, ...args: Args) => value is Kind,
    value: Value,
    ...args: Args
  ): value is Kind;
  <First, Value, Kind extends Value, Args extends readonly unknown[]>(
    site: EmittedSite,
    details: CallDetails | undefined,
    body: (first: First, value: Value, ...args: Args) => value is Kind,
    first: First,
    value: Value,
    ...args: Args
  ): value is Kind;
  <Args extends readonly unknown[], Result>(
    site: EmittedSite,
    details: CallDetails | undefined,
    body: (...args: Args) => Result,
    ...args: Args
  ): Result;
}

/** A call of an async function, which awaits what its body gives and tells how that has settled. */
interface OpenedCall {
  run<Args extends readonly unknown[], Result>(body: (...args: Args) => Result, ...args: Args): Result;
  end<Value>(value: Value): Value;
  fail(thrown: unknown): unknown;
}

/** The doors of functions whose bodies are enclosed in text that a compiler type-checks. */
interface Enclosed {
  readonly run: Run;
  /** The same. */
  readonly tell: Tell;
  open(site: EmittedSite, details: CallDetails | undefined): OpenedCall;
  iterate<Self, Args extends readonly unknown[], Items>(
    site: EmittedSite,
    details: CallDetails | undefined,
    self: Self,
    body: (this: Self, ...args: Args) => Items,
    ...args: Args
  ): Items;
}

type Body = (...args: never[]) => unknown;

function hand(
  site: EmittedSite,
  details: CallDetails | undefined,
  body: Body,
  self: unknown,
  args: readonly unknown[],
): void {
  // As one list: taking it apart here would ask the iterator of arrays, which is the program's.
  gate.details = { values: args, ...details, hasRest: true };
  gate.handed = [site, body, self, args];
}

function run(site: EmittedSite, details: CallDetails | undefined, body: Body, ...args: readonly unknown[]): unknown {
  if (!gate.on) return gate.apply(body, undefined, args);
  hand(site, details, body, undefined, args);
  return gate.call();
}

function iterate(
  site: EmittedSite,
  details: CallDetails | undefined,
  self: unknown,
  body: Body,
  ...args: readonly unknown[]
): unknown {
  if (!gate.on) return gate.apply(body, self, args);
  hand(site, details, body, self, args);
  return gate.iterate();
}

function open(site: EmittedSite, details: CallDetails | undefined): OpenedCall {
  let begun: BegunCall | undefined;
  return {
    run: (body, ...args) => {
      if (!gate.on) return gate.apply(body, undefined, args);
      hand(site, details, body, undefined, args);
      begun = gate.begin();
      // Proof of the cast: what the recorder gives to be awaited is what the body returned.
      return begun.promise as ReturnType<typeof body>;
    },
    end: (value) => (begun === undefined ? value : (begun.end(value) as typeof value)),
    fail: (thrown) => (begun === undefined ? thrown : begun.fail(thrown)),
  };
}

/**
 * Emitted where a compiler type-checks the instrumented text, as behind `bud instrument --sources`. It runs each body as
 * the other text does, one call of this module deeper.
 *
 * @example
 * import { enclosed } from '@bud/runtime';
 * const site = { name: 'twice', runs: 'sync', function: 'twice', inputs: ['n'] };
 * const twice = (n: number) => enclosed.run(site, undefined, (n) => n * 2, n);
 */
// Proof of the cast: the types say of the very same calls what becomes of types.
export const enclosed: Enclosed = { run, tell: run, open, iterate } as Enclosed;
