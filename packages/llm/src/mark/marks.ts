/**
 * What is read of the program's own functions, besides what is recorded of all of them:
 *
 *   a call of a function ─▶ markReader
 *     ├─ operations   what the type of its mark means: chat, execute_tool, invoke_agent …
 *     ├─ usage/       what the calls to models below have taken together
 *     └─ response     is what it returns, or delivers, the answer of a provider?
 *          └─ then it was the call to the model, unless one has begun below: tokens and cost are its own
 */
import type { Attributes, Context, Span } from '@opentelemetry/api';
import { registerReader, type LibraryCall, type Reading } from '@bud/runtime/otel';
import type { Site } from '@bud/value';
import * as names from '../convention/names.ts';
import { loadPrices } from '../cost/cost.ts';
import { belowAgent, inheritedAttributes, inheritedByCalls } from '../inherited/inherited.ts';
import { answerAttributes, takenBy } from '../model/answer.ts';
import { isInferring } from '../model/layer.ts';
import { resolveLlmOptions, type LlmOptions, type ResolvedLlmOptions } from '../model/options.ts';
import { budgetIn } from '../usage/budget.ts';
import { Totals, totalsIn, withTotals, type Counter } from '../usage/totals.ts';
import { operationOf, type Operation } from './operations.ts';
import { DeliveredAnswers, responseIn, type Recognised } from './response.ts';

// All who want marks read; the latest decides how.
const readers: ResolvedLlmOptions[] = [];
let unregister: (() => void) | undefined;

/**
 * Makes spans of functions whose marks have the type `llm`, `embedding`, `retriever`, `tool` or `agent` those of
 * OpenTelemetry's conventions for generative AI, and writes on the span of every tracked function what the calls to models
 * below it took. `autoInstrument` includes it; a program without clients that can be instrumented calls it by itself. Gives
 * what takes it back.
 *
 * @example
 * import { readMarks } from '@bud/llm';
 *
 * const stop = readMarks({ prices: { 'my-model': { input: 1, output: 4 } } });
 * stop();
 */
export function readMarks(options: LlmOptions = {}): () => void {
  void loadPrices();
  return startReading(resolveLlmOptions(options));
}

/** Reads calls of the program's functions until it is taken back. */
export function startReading(options: ResolvedLlmOptions): () => void {
  readers.push(options);
  unregister ??= registerReader('*', markReading);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    readers.splice(readers.lastIndexOf(options), 1);
    if (readers.length > 0) return;
    unregister?.();
    unregister = undefined;
  };
}

/** Reads a call as the latest of those who want marks read says; as by default, if it is none's wish. */
export function markReading({ site, context }: LibraryCall): Reading {
  const options = readers.at(-1) ?? resolveLlmOptions({});
  const operation = operationOf(site);
  // A trace of its own has totals of its own; it is paid for all the same.
  const budget = budgetIn(context);
  const above = site.newTrace === true ? budget : totalsIn(context);
  const totals = new Totals(above);
  const infers = operation.infers && !isInferring(context);
  const attributes = attributesOf(site, operation, context);
  const inside =
    operation.name === 'invoke_agent'
      ? belowAgent(context, { ...attributes, ...site.attributes }[names.AGENT_NAME])
      : context;
  const reading = {
    attributes,
    context: withTotals(inside, totals),
    hides: operation.hasContent && options.hidesContent(),
  };
  let span: Span | undefined;
  const begun = (begins: Span): undefined => void (span = begins);
  if (!infers) return { ...reading, begun, ending: () => void span?.setAttributes(totals.close()) };
  const limited = { isNeeded: budget !== undefined, refusal: budget?.exceeded };
  return { ...reading, ...limited, ...new PossibleInference(site, totals, above, options).hooks() };
}

function attributesOf(
  { name: given, function: fn, attributes: own = {} }: Site,
  { name, named, infers }: Operation,
  context: Context,
): Attributes {
  const known: Attributes = {
    ...(name !== undefined && (infers ? inheritedByCalls(context) : inheritedAttributes(context))),
    ...(name !== undefined && { [names.OPERATION]: name }),
    ...(named !== undefined && { [named.attribute]: given === fn ? named.name(fn) : given }),
  };
  // What a mark says itself wins.
  return Object.fromEntries(Object.entries(known).filter(([key]) => !Object.hasOwn(own, key)));
}

/** A call of a function marked as one of a model: that it is, unless one has begun below. */
class PossibleInference {
  readonly #site: Site;
  readonly #totals: Totals;
  readonly #above: Counter | undefined;
  readonly #options: ResolvedLlmOptions;
  readonly #delivered = new DeliveredAnswers();
  #returned: Recognised | undefined;
  #span: Span | undefined;

  constructor(site: Site, totals: Totals, above: Counter | undefined, options: ResolvedLlmOptions) {
    this.#site = site;
    this.#totals = totals;
    this.#above = above;
    this.#options = options;
  }

  hooks(): Pick<Reading, 'begun' | 'result' | 'item' | 'ending'> {
    return {
      begun: (span) => void (this.#span = span),
      result: (value) => void (this.#returned = responseIn(value)),
      item: (item) => this.#delivered.add(item),
      ending: () => this.#ending(),
    };
  }

  #ending(): void {
    this.#span?.setAttributes(this.#totals.close());
    const found = this.#returned ?? this.#delivered.answer();
    if (found === undefined || this.#totals.hasCalls) return;
    const { attributes = {} } = this.#site;
    const { [names.PROVIDER]: provider, [names.REQUEST_MODEL]: model } = attributes;
    const asked = {
      provider: typeof provider === 'string' ? provider : undefined,
      model: typeof model === 'string' ? model : undefined,
    };
    const known = takenBy(found.answered, asked, this.#options);
    const taken =
      known.cost === undefined && asked.provider === undefined
        ? takenBy(found.answered, { ...asked, provider: found.usualProvider }, this.#options)
        : known;
    // What was said is recorded as the function's own output.
    this.#span?.setAttributes(answerAttributes(found.answered, taken));
    this.#above?.began();
    this.#above?.took(taken);
  }
}
