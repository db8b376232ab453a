/**
 * The span of one call to a model:
 *
 *   recorder ─ a call of a site with a reader ─▶ readerFor(format)
 *     ├─ format/    what was asked, what came back
 *     ├─ convention/  the names of attributes
 *     ├─ layer      is another layer of the same call above?
 *     ├─ extra      usage of a stream that has to be asked for, out of the caller's sight
 *     ├─ native-span  the span that a client would make itself
 *     ├─ content    messages as attributes, if content-policy lets them; limits  within which
 *     ├─ answer     what came back, as attributes, and what it took      cost/  in dollars
 *     └─ options    what is recorded      metric/  its metrics      usage/  what all calls below a span took
 */
import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import type { Reader, Reading } from '@bud/runtime/otel';
import { withoutUndefined } from '@bud/value';
import * as names from '../convention/names.ts';
import type { Answered, Asked, Collector, WireFormat } from '../format/format.ts';
import { plain } from '../format/plain.ts';
import { serverOf } from '../format/provider.ts';
import { CallMetrics, errorTypeOf } from '../metric/call-metrics.ts';
import { totalsIn, type Taken, type Totals } from '../usage/totals.ts';
import { answerAttributes, takenBy } from './answer.ts';
import { contentAttributes } from './content.ts';
import { hideExtraItems } from './extra.ts';
import { inferring, isInferring } from './layer.ts';
import type { NativeSpans } from './native-span.ts';
import type { ResolvedLlmOptions } from './options.ts';

/** The client that a method belongs to, and what it usually speaks to. */
export interface ClientShape {
  readonly usualProvider: string;
  /** The base URL of the client, from the object that has the method. */
  baseUrl(self: unknown): unknown;
  /** Of clients that make spans themselves. */
  readonly nativeSpans?: NativeSpans;
}

/** Reads calls in a format; undefined for those that another layer reads. */
export function readerFor(format: WireFormat, client: ClientShape, options: () => ResolvedLlmOptions): Reader {
  return ({ self, args, context }) => {
    if (isInferring(context)) return undefined;
    const asked = format.ask(args);
    const { provider, address, port } = serverOf(client.baseUrl(self), client.usualProvider);
    const { model } = asked;
    const name = model === undefined ? format.operation : `${format.operation} ${model}`;
    const attributes = withoutUndefined<Attributes>({
      [names.OPERATION]: format.operation,
      [names.PROVIDER]: provider,
      [names.REQUEST_MODEL]: model,
      [names.SERVER_ADDRESS]: address,
      [names.SERVER_PORT]: port,
    });
    return {
      name,
      kind: SpanKind.CLIENT,
      attributes,
      context: inferring(context),
      span: client.nativeSpans?.begun(self, args)?.updateName(name),
      ...new CallReading(
        { self, args, format, asked, provider, nativeSpans: client.nativeSpans, totals: totalsIn(context) },
        new CallMetrics(attributes),
        options(),
      ).hooks(),
    };
  };
}

/** A call that is about to be made. */
interface Call {
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly format: WireFormat;
  readonly asked: Asked;
  readonly provider: string;
  readonly nativeSpans: NativeSpans | undefined;
  readonly totals: Totals | undefined;
}

/** One call, from its request to its end. */
class CallReading {
  readonly #call: Call;
  readonly #options: ResolvedLlmOptions;
  readonly #metrics: CallMetrics;
  #span: Span | undefined;
  #asksForUsage = false;
  #collector: Collector | undefined;
  #taken: Taken = { usage: undefined, cost: undefined };
  #responseModel: string | undefined;

  constructor(call: Call, metrics: CallMetrics, options: ResolvedLlmOptions) {
    this.#call = call;
    this.#metrics = metrics;
    this.#options = options;
  }

  hooks(): Pick<Reading, 'begun' | 'result' | 'item' | 'ending'> {
    return {
      begun: (span) => this.#begun(span),
      result: (value) => this.#result(value),
      item: (item) => this.#item(item),
      ending: (reason) => this.#ending(reason),
    };
  }

  #begun(span: Span): readonly unknown[] | undefined {
    this.#span = span;
    const { self, args, format, asked, nativeSpans, totals } = this.#call;
    totals?.began();
    // Proof of the cast: parameters of requests are what JSON holds; OpenTelemetry drops what is no attribute.
    span.setAttributes(asked.parameters as Attributes);
    if (this.#options.capturesContent()) span.setAttributes(contentAttributes(asked.content()));
    const asking = this.#options.streamUsage ? format.usageOfStream?.request(args) : undefined;
    this.#asksForUsage = asking !== undefined;
    return asking ?? nativeSpans?.handOver(self, args, span);
  }

  #result(value: unknown): void {
    const { format, asked } = this.#call;
    // `withResponse` gives the response beside what it holds.
    const { data, response } = plain(value);
    const answer = typeof plain(response)['status'] === 'number' ? data : value;
    if (!asked.isStream) return this.#answered(format.answer(answer));
    this.#collector = format.collector?.();
    const { usageOfStream } = format;
    if (this.#asksForUsage && usageOfStream !== undefined)
      hideExtraItems(answer, usageOfStream, (chunk) => this.#collector?.add(chunk));
  }

  #item(item: unknown): void {
    const seconds = this.#metrics.chunk();
    if (seconds !== undefined) this.#span?.setAttribute(names.TIME_TO_FIRST_CHUNK, seconds);
    this.#collector?.add(item);
  }

  #ending(reason: Parameters<Reading['ending']>[0]): void {
    if (this.#collector !== undefined) this.#answered(this.#collector.answered());
    this.#call.totals?.took(this.#taken, reason);
    this.#metrics.ended({
      responseModel: this.#responseModel,
      usage: this.#taken.usage,
      errorType: reason === 'error' ? errorTypeOf(this.#span) : undefined,
    });
  }

  #answered(answered: Answered): void {
    const { provider, asked } = this.#call;
    this.#responseModel = answered.model;
    this.#taken = takenBy(answered, { provider, model: asked.model }, this.#options);
    this.#span?.setAttributes(answerAttributes(answered, this.#taken, this.#options));
  }
}
