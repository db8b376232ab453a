/**
 * The span of one call to a model:
 *
 *   recorder ─ a call of a site with a reader ─▶ readerFor(format)
 *     ├─ format/    what was asked, what came back
 *     ├─ convention/  the names of attributes
 *     ├─ layer      is another layer of the same call above?
 *     ├─ extra      usage of a stream that has to be asked for, out of the caller's sight
 *     ├─ content    messages as attributes, if they are recorded
 *     ├─ answer     what came back, as attributes, and what it took      cost/  in dollars
 *     └─ options    what is recorded      usage/  what all calls below a span took
 */
import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import type { Reader, Reading } from '@bud/runtime/otel';
import { withoutUndefined } from '@bud/value';
import * as names from '../convention/names.ts';
import type { Answered, Asked, Collector, Format } from '../format/format.ts';
import { plain } from '../format/plain.ts';
import { serverOf } from '../format/provider.ts';
import { totalsIn, type Taken, type Totals } from '../usage/totals.ts';
import { answerAttributes, takenBy } from './answer.ts';
import { contentAttributes } from './content.ts';
import { hideExtraItems } from './extra.ts';
import { inferring, isInferring } from './layer.ts';
import type { ResolvedLlmOptions } from './options.ts';

/** The client that a method belongs to, and what it usually speaks to. */
export interface ClientShape {
  readonly usualProvider: string;
  /** The base URL of the client, from the object that has the method. */
  baseUrl(self: unknown): unknown;
}

/** Reads calls in a format; undefined for those that another layer reads. */
export function readerFor(format: Format, client: ClientShape, options: () => ResolvedLlmOptions): Reader {
  return ({ self, args, context }) => {
    if (isInferring(context)) return undefined;
    const asked = format.ask(args);
    const { provider, address, port } = serverOf(client.baseUrl(self), client.usualProvider);
    const { model } = asked;
    return {
      name: model === undefined ? format.operation : `${format.operation} ${model}`,
      kind: SpanKind.CLIENT,
      attributes: withoutUndefined<Attributes>({
        [names.OPERATION]: format.operation,
        [names.PROVIDER]: provider,
        [names.REQUEST_MODEL]: model,
        [names.SERVER_ADDRESS]: address,
        [names.SERVER_PORT]: port,
      }),
      context: inferring(context),
      ...new CallReading(format, asked, args, provider, totalsIn(context), options()).hooks(),
    };
  };
}

/** One call, from its request to its end. */
class CallReading {
  readonly #format: Format;
  readonly #asked: Asked;
  readonly #args: readonly unknown[];
  readonly #provider: string;
  readonly #totals: Totals | undefined;
  readonly #options: ResolvedLlmOptions;
  readonly #startedAt = performance.now();
  #span: Span | undefined;
  #asksForUsage = false;
  #collector: Collector | undefined;
  #hasFirst = false;
  #taken: Taken = { usage: undefined, cost: undefined };

  constructor(
    format: Format,
    asked: Asked,
    args: readonly unknown[],
    provider: string,
    totals: Totals | undefined,
    options: ResolvedLlmOptions,
  ) {
    this.#format = format;
    this.#asked = asked;
    this.#args = args;
    this.#provider = provider;
    this.#totals = totals;
    this.#options = options;
  }

  hooks(): Pick<Reading, 'begun' | 'result' | 'item' | 'ending'> {
    return {
      begun: (span) => this.#begun(span),
      result: (value) => this.#result(value),
      item: (item) => this.#item(item),
      ending: () => this.#ending(),
    };
  }

  #begun(span: Span): readonly unknown[] | undefined {
    this.#span = span;
    this.#totals?.began();
    // Proof of the cast: parameters of requests are what JSON holds; OpenTelemetry drops what is no attribute.
    span.setAttributes(this.#asked.parameters as Attributes);
    if (this.#options.captureContent) span.setAttributes(contentAttributes(this.#asked.content()));
    const args = this.#options.streamUsage ? this.#format.usageOfStream?.request(this.#args) : undefined;
    this.#asksForUsage = args !== undefined;
    return args;
  }

  #result(value: unknown): void {
    // `withResponse` gives the response beside what it holds.
    const { data, response } = plain(value);
    const answer = typeof plain(response)['status'] === 'number' ? data : value;
    if (!this.#asked.isStream) return this.#answered(this.#format.answer(answer));
    this.#collector = this.#format.collector?.();
    const { usageOfStream } = this.#format;
    if (this.#asksForUsage && usageOfStream !== undefined)
      hideExtraItems(answer, usageOfStream, (chunk) => this.#collector?.add(chunk));
  }

  #item(item: unknown): void {
    if (!this.#hasFirst) {
      this.#hasFirst = true;
      this.#span?.setAttribute(names.TIME_TO_FIRST_CHUNK, (performance.now() - this.#startedAt) / 1000);
    }
    this.#collector?.add(item);
  }

  #ending(): void {
    if (this.#collector !== undefined) this.#answered(this.#collector.answered());
    this.#totals?.took(this.#taken);
  }

  #answered(answered: Answered): void {
    this.#taken = takenBy(answered, { provider: this.#provider, model: this.#asked.model }, this.#options);
    this.#span?.setAttributes(answerAttributes(answered, this.#taken, this.#options));
  }
}
