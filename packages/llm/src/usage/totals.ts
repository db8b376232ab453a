/**
 * What all calls to models below a span have taken together:
 *
 *   call to a model ends ─ took ─▶ Totals of the span around it ─▶ … of the one around that ─▶ …
 *                                     └─ its span ends ─ close ─▶ bud.usage.*, if there was any call
 *
 *   record-cost  ─ spent ─▶ the same, of what else than a model costs
 *   budget       ─ stands among them, and refuses calls when nothing is left
 *
 * Totals find those above through the context. A span that has ended takes nothing more; what comes later is counted by
 * those around it that are still open. Only calls themselves have `gen_ai.usage.*`, so that a sum over all spans is right.
 */
import { createContextKey, type Attributes, type Context } from '@opentelemetry/api';
import type { Reading } from '@bud/runtime/otel';
import * as names from '../convention/names.ts';
import type { Cost } from '../cost/cost.ts';
import type { Usage } from '../format/format.ts';

/** Whoever counts what calls take. */
export interface Counter {
  began(): void;
  took(taken: Taken, reason?: Parameters<Ending>[0]): void;
  spent(usd: number): void;
}

/** What one call has taken. */
export interface Taken {
  readonly usage: Usage | undefined;
  /** Undefined where no price is known. */
  readonly cost: Cost | undefined;
}

type Ending = Reading['ending'];

const key = createContextKey('bud.llm.totals');

export class Totals implements Counter {
  readonly #above: Counter | undefined;
  readonly #onTook: Ending | undefined;
  #isOpen = true;
  #hasCalls = false;
  #calls = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  #costUsd: number | undefined;

  /** `onTook` is told of each call that has ended below, and why if not by itself. */
  constructor(above: Counter | undefined, onTook?: Ending) {
    this.#above = above;
    this.#onTook = onTook;
  }

  /** Whether a call to a model has begun below, whatever became of it: that call has what was taken. */
  get hasCalls(): boolean {
    return this.#hasCalls;
  }

  /** A call to a model begins below. */
  began(): void {
    this.#hasCalls = true;
    this.#above?.began();
  }

  /** A call to a model has ended below. */
  took(taken: Taken, reason?: Parameters<Ending>[0]): void {
    this.#above?.took(taken, reason);
    this.#onTook?.(reason);
    if (!this.#isOpen) return;
    const { inputTokens = 0, outputTokens = 0 } = taken.usage ?? {};
    this.#calls += 1;
    this.#inputTokens += inputTokens;
    this.#outputTokens += outputTokens;
    if (taken.cost !== undefined) this.#costUsd = (this.#costUsd ?? 0) + taken.cost.usd;
  }

  /** Something else than a model has cost that. */
  spent(usd: number): void {
    this.#above?.spent(usd);
    if (this.#isOpen) this.#costUsd = (this.#costUsd ?? 0) + usd;
  }

  /** The span ends: what was taken until now, as attributes; none where nothing was. */
  close(): Attributes {
    this.#isOpen = false;
    return {
      ...(this.#calls > 0 && {
        [names.CALLS]: this.#calls,
        [names.ALL_INPUT_TOKENS]: this.#inputTokens,
        [names.ALL_OUTPUT_TOKENS]: this.#outputTokens,
        [names.ALL_TOKENS]: this.#inputTokens + this.#outputTokens,
      }),
      ...(this.#costUsd !== undefined && { [names.ALL_COST]: exact(this.#costUsd) }),
    };
  }
}

/** Sums of binary fractions end in noise that no price has: 0.1 + 0.2. */
function exact(usd: number): number {
  return Number(usd.toFixed(12));
}

/** The totals of the span, or the budget, around. */
export function totalsIn(context: Context): Counter | undefined {
  // Proof of the cast: the key is known to this file alone; another copy of it has the same methods.
  return context.getValue(key) as Counter | undefined;
}

export function withTotals(context: Context, totals: Counter): Context {
  return context.setValue(key, totals);
}
