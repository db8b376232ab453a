import { context as contexts, createContextKey, diag, type Context } from '@opentelemetry/api';
import { isExactPromise } from '@bud/value';
import { gate } from '@bud/runtime';
import { totalsIn, withTotals, type Counter, type Taken } from './totals.ts';

/** What calls to models may take together. */
export interface BudgetLimits {
  /** US dollars, more than 0. A call whose price nobody knows costs nothing; `loadPrices` tells when prices are there. */
  readonly usd?: number;
  /** Input and output tokens together, more than 0. */
  readonly tokens?: number;
}

/** Thrown in place of a call to a model that a budget has nothing left for. */
export class BudgetExceededError extends Error {
  override readonly name = 'BudgetExceededError';
  readonly limits: BudgetLimits;
  /** What was taken when the limit was reached. */
  readonly spent: Required<BudgetLimits>;

  constructor(limits: BudgetLimits, spent: Required<BudgetLimits>, options?: ErrorOptions) {
    const shown = {
      ...(limits.usd !== undefined && { usd: spent.usd }),
      ...(limits.tokens !== undefined && { tokens: spent.tokens }),
    };
    super(`the budget of ${said(limits)} is used up: ${said(shown)}`, options);
    this.limits = limits;
    this.spent = spent;
  }
}

function said({ usd, tokens }: BudgetLimits): string {
  const parts = [usd === undefined ? [] : [`$${usd}`], tokens === undefined ? [] : [`${tokens} tokens`]];
  return parts.flat().join(' and ');
}

/**
 * Limits what calls to models below `fn` take together, in dollars, tokens, or both. The call that reaches the limit comes to
 * its end; every later one throws a {@link BudgetExceededError} before its request is sent, and running ones are aborted
 * where their client takes an `AbortSignal`. `fn` is handed that signal, for whatever else has to stop. Budgets may stand in
 * each other: the smallest one decides. Gives what `fn` gives.
 *
 * Counts the calls that are recorded, sampled or not. While nothing is recorded, because neither `configure()` nor
 * `startTracking()` was called, nothing is limited, which is said once on the console. Throws a `TypeError` for limits that are
 * not numbers above 0.
 *
 * @example
 * import { configure } from '@bud/observe';
 * import { withBudget } from '@bud/llm';
 *
 * configure();
 * await withBudget({ usd: 0.5, tokens: 100_000 }, async (signal) => signal.aborted); // false
 */
export function withBudget<Result>(limits: BudgetLimits, fn: (signal: AbortSignal) => Result): Result {
  check(limits);
  if (!gate.on) sayOnce();
  const active = contexts.active();
  const budget = new Budget(limits, totalsIn(active), budgetIn(active));
  const result = contexts.with(withTotals(active.setValue(key, budget), budget), fn, undefined, budget.signal);
  if (!isExactPromise(result)) return result;
  // Proof of the cast: a promise of the same, but for the error.
  return result.catch((error: unknown) => {
    throw budget.reasonFor(error);
  }) as Result;
}

function check({ usd, tokens }: BudgetLimits): void {
  if (usd === undefined && tokens === undefined)
    throw new TypeError('withBudget() needs a limit: usd, tokens, or both.');
  for (const [name, limit] of Object.entries({ usd, tokens })) {
    if (limit !== undefined && !(Number.isFinite(limit) && limit > 0))
      throw new TypeError(`withBudget() ${name} must be a number above 0, not ${String(limit)}.`);
  }
}

let hasSaid = false;

/** Whoever relies on a budget has to know that there is none, in production as well. */
function sayOnce(): void {
  if (hasSaid) return;
  hasSaid = true;
  const message =
    'withBudget() limits nothing: it counts recorded calls, and nothing is recorded. Call configure(), or startTracking(), before.';
  diag.warn(message);
  // oxlint-disable-next-line no-console -- nobody listens to the other channel where nothing is set up
  console.warn(`bud: ${message}`);
}

const key = createContextKey('bud.llm.budget');

/** The innermost budget around. */
export function budgetIn(context: Context): Budget | undefined {
  // Proof of the cast: the key is known to this file alone.
  return context.getValue(key) as Budget | undefined;
}

/** What is left of a budget. It stands between the totals of the spans in it and of those around it. */
export class Budget implements Counter {
  readonly #limits: BudgetLimits;
  readonly #totals: Counter | undefined;
  readonly #around: Budget | undefined;
  readonly #abort = new AbortController();
  /** Aborted when nothing is left, here or around. */
  readonly signal: AbortSignal;
  #usd = 0;
  #tokens = 0;
  #exceeded: BudgetExceededError | undefined;

  constructor(limits: BudgetLimits, totals: Counter | undefined, around: Budget | undefined) {
    this.#limits = limits;
    this.#totals = totals;
    this.#around = around;
    const { signal } = this.#abort;
    this.signal = around === undefined ? signal : AbortSignal.any([signal, around.signal]);
  }

  /** Why no call may be made any more. */
  get exceeded(): BudgetExceededError | undefined {
    return this.#exceeded ?? this.#around?.exceeded;
  }

  /** What to throw for what the program has thrown: clients do not tell why they were aborted. */
  reasonFor(error: unknown): unknown {
    const isAbort = error instanceof Error && /abort/i.test(`${error.name} ${error.constructor.name}`);
    if (this.#exceeded === undefined || !isAbort) return error;
    return new BudgetExceededError(this.#exceeded.limits, this.#exceeded.spent, { cause: error });
  }

  began(): void {
    this.#totals?.began();
  }

  took(taken: Taken, ...why: readonly [reason?: Parameters<Counter['took']>[1]]): void {
    this.#totals?.took(taken, ...why);
    const { inputTokens = 0, outputTokens = 0 } = taken.usage ?? {};
    this.#tokens += inputTokens + outputTokens;
    this.#add(taken.cost?.usd ?? 0);
  }

  spent(usd: number): void {
    this.#totals?.spent(usd);
    this.#add(usd);
  }

  #add(usd: number): void {
    this.#usd += usd;
    const { usd: dollars = Infinity, tokens = Infinity } = this.#limits;
    if (this.#exceeded !== undefined || (this.#usd < dollars && this.#tokens < tokens)) return;
    this.#exceeded = new BudgetExceededError(this.#limits, {
      usd: Number(this.#usd.toFixed(12)),
      tokens: this.#tokens,
    });
    this.#abort.abort(this.#exceeded);
  }
}
