/**
 * A span that one event of a framework begins, and another ends:
 *
 *   beginRun ─ a call through the gate, of a promise ─▶ the recorder, as any call
 *     │          └─ its reader: what is asked, totals of what is below
 *     ├─ context    of what the framework runs in it
 *     └─ end, fail ─ the promise settles ─▶ the span ends
 *          └─ a call to a model has its own tokens and cost, unless a client below it has them
 *
 * Nobody holds a run but who has begun it: one that is forgotten is collected, and its span is `abandoned`.
 */
import { gate } from '@bud/runtime';
import { registerReader, type Reading } from '@bud/runtime/otel';
import { SpanKind, trace, type Attributes, type Context, type Span } from '@opentelemetry/api';
import type { Site } from '@bud/value';
import type { Answered } from '../format/format.ts';
import { CallMetrics, errorTypeOf } from '../metric/call-metrics.ts';
import * as names from '../convention/names.ts';
import { answerAttributes, takenBy } from '../model/answer.ts';
import { CallRecord } from '../model/call-record.ts';
import { contentAttributes } from '../model/content.ts';
import type { ResolvedLlmOptions } from '../model/options.ts';
import { belowAgent, inheritedAttributes, inheritedByCalls } from '../inherited/inherited.ts';
import { budgetIn } from '../usage/budget.ts';
import { Totals, totalsIn, withTotals, type Counter, type Taken } from '../usage/totals.ts';

/** What begins. */
export interface RunStart {
  /** Of the span. */
  readonly name: string;
  /** What marks call it. */
  readonly type: 'llm' | 'tool' | 'agent' | 'retriever' | 'chain';
  readonly attributes: Attributes;
  /** What it was given, as attributes: read only if content is recorded. */
  readonly content?: () => Attributes;
}

export interface BegunRun {
  readonly context: Context;
  /** One more piece of the answer of a model. */
  chunk(): void;
  /** What it is called turns out late. */
  rename(name: string, attributes: Attributes): void;
  /** It is over; `answered` is what a model has said, `content` what came back: read only if content is recorded. */
  end(answered?: Answered, content?: () => Attributes): void;
  fail(error: unknown, content?: () => Attributes): void;
}

/** Begins a run below a context; undefined while nobody records. */
export function beginRun(parent: Context, start: RunStart, options: ResolvedLlmOptions): BegunRun | undefined {
  if (!gate.on) return undefined;
  register();
  const site: Site = {
    name: start.name,
    function: start.name,
    runs: 'sync',
    inputs: [],
    captureOutput: false,
    tracer: 'bud.llm',
    type: start.type,
    reader,
  };
  const settling: Settling = {};
  const call = new RunCall(parent, start, { options, settling });
  calls.set(site, call);
  gate.handed = [site, settlement, settling];
  // The promise is ours: nobody else hears of its rejection.
  const promise: unknown = gate.call();
  void (promise as Promise<void>).catch(() => {});
  return {
    context: call.context,
    chunk: () => call.chunk(),
    rename: (name, attributes) => call.rename(name, attributes),
    end(answered, content) {
      call.ended(answered, content);
      settling.resolve?.();
    },
    fail(error, content) {
      call.ended(undefined, content);
      settling.reject?.(error);
    },
  };
}

const reader = 'bud.run';
const calls = new WeakMap<Site, RunCall>();
let isRegistered = false;

function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerReader(reader, ({ site }) => calls.get(site)?.read());
}

/** What settles the promise of a run. */
interface Settling {
  resolve?: () => void;
  reject?: (error: unknown) => void;
}

/** Knows nothing but its receiver: the recorder keeps it as long as the span, and so must not keep the promise. */
function settlement(this: Settling): Promise<void> {
  return new Promise((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** What is read of a run, from its beginning to its end. */
class RunCall {
  readonly #start: RunStart;
  readonly #options: ResolvedLlmOptions;
  readonly #above: Counter | undefined;
  readonly #isNeeded: boolean;
  readonly #totals: Totals;
  readonly #metrics: CallMetrics | undefined;
  /** Held by whoever has begun the run. */
  readonly #settling: WeakRef<Settling>;
  #attributes: Attributes;
  #context: Context;
  readonly #record: CallRecord;
  #answered: Answered | undefined;

  constructor(
    parent: Context,
    start: RunStart,
    { options, settling }: { readonly options: ResolvedLlmOptions; readonly settling: Settling },
  ) {
    const isModel = start.type === 'llm';
    this.#start = start;
    const inherited = isModel ? inheritedByCalls(parent) : inheritedAttributes(parent);
    this.#attributes = start.type === 'chain' ? start.attributes : { ...inherited, ...start.attributes };
    this.#record = new CallRecord(options, isModel ? this.#attributes : undefined);
    this.#options = options;
    this.#settling = new WeakRef(settling);
    this.#above = totalsIn(parent);
    this.#totals = new Totals(this.#above, isModel ? (reason) => this.#leftBelow(reason) : undefined);
    this.#metrics = isModel ? new CallMetrics(start.attributes) : undefined;
    this.#isNeeded = isModel && budgetIn(parent) !== undefined;
    const inside = start.type === 'agent' ? belowAgent(parent, start.attributes[names.AGENT_NAME]) : parent;
    this.#context = withTotals(inside, this.#totals);
  }

  get context(): Context {
    return this.#context;
  }

  read(): Reading {
    const { type } = this.#start;
    return {
      isNeeded: this.#isNeeded,
      kind: type === 'llm' || type === 'retriever' ? SpanKind.CLIENT : SpanKind.INTERNAL,
      attributes: this.#attributes,
      context: this.#context,
      begun: (span) => this.#begun(span),
      ending: (reason) => this.#ending(reason),
    };
  }

  #begun(span: Span): undefined {
    this.#record.begun(span);
    this.#context = trace.setSpan(this.#context, span);
    const { content } = this.#start;
    if (content !== undefined) this.#record.say(content);
  }

  rename(name: string, attributes: Attributes): void {
    this.#attributes = { ...this.#attributes, ...attributes };
    this.#record.span?.updateName(name);
    this.#record.set(attributes);
  }

  chunk(): void {
    if (this.#totals.hasCalls) return;
    const seconds = this.#metrics?.chunk();
    if (seconds !== undefined) this.#record.set({ [names.TIME_TO_FIRST_CHUNK]: seconds });
  }

  ended(answered: Answered | undefined, content: (() => Attributes) | undefined): void {
    this.#answered = answered;
    if (content !== undefined) this.#record.say(content);
  }

  /** A stream of a model that its consumer leaves tells nothing; that of the client below is left with it. */
  #leftBelow(reason: Parameters<Reading['ending']>[0]): void {
    if (reason !== 'cancelled') return;
    this.#record.span?.setAttribute('bud.track.end_reason', reason);
    this.#settling.deref()?.resolve?.();
  }

  #ending(reason: Parameters<Reading['ending']>[0]): void {
    this.#record.span?.setAttributes(this.#totals.close());
    if (this.#metrics === undefined) return;
    const answered = this.#answered ?? {};
    const { [names.PROVIDER]: provider, [names.REQUEST_MODEL]: model } = this.#attributes;
    // Proof of the casts: whoever begins runs sets these as strings.
    const asked = { provider: provider as string | undefined, model: model as string | undefined };
    const isOwn = !this.#totals.hasCalls;
    const taken: Taken = isOwn ? takenBy(answered, asked, this.#options) : { usage: undefined, cost: undefined };
    this.#record.set(answerAttributes(answered, taken));
    const { output } = answered;
    if (output !== undefined) this.#record.say(() => contentAttributes({ output: output() }));
    if (!isOwn) return;
    this.#above?.began();
    this.#above?.took(taken);
    const errorType = reason === 'error' ? errorTypeOf(this.#record.span) : undefined;
    this.#metrics.ended({
      responseModel: answered.model,
      usage: taken.usage,
      errorType,
    });
    this.#record.ended(errorType);
  }
}
