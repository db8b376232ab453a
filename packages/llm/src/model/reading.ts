/**
 * The span of one call to a model:
 *
 *   recorder ─ a call of a site with a reader ─▶ readerFor(format)
 *     ├─ format/    what was asked, what came back
 *     ├─ convention/  the names of attributes
 *     ├─ layer      is another layer of the same call above?
 *     ├─ extra      usage of a stream that has to be asked for, out of the caller's sight
 *     ├─ native-span  the span that a client would make itself
 *     ├─ call-record  what is set on the span, and what stands in an event of its own
 *     ├─ content    messages as attributes, if content-policy lets them; limits  within which
 *     ├─ answer     what came back, as attributes, and what it took      cost/  in dollars
 *     └─ options    what is recorded      metric/  its metrics      usage/  what all calls below a span took
 */
import { SpanKind, type Attributes, type Context, type Span } from '@opentelemetry/api';
import type { Reader, Reading } from '@bud/runtime/otel';
import { withoutUndefined } from '@bud/value';
import * as names from '../convention/names.ts';
import type { Answered, Asked, Collector, Formats, WireFormat } from '../format/format.ts';
import { plain } from '../format/plain.ts';
import { serverOf } from '../format/provider.ts';
import { inheritedByCalls } from '../inherited/inherited.ts';
import { CallMetrics, errorTypeOf } from '../metric/call-metrics.ts';
import { budgetIn } from '../usage/budget.ts';
import { totalsIn, type Counter, type Taken } from '../usage/totals.ts';
import { answerAttributes, takenBy } from './answer.ts';
import { CallRecord } from './call-record.ts';
import { contentAttributes, promptContent } from './content.ts';
import { hideExtraItems } from './extra.ts';
import { inferring, isInferring } from './layer.ts';
import type { NativeSpans } from './native-span.ts';
import type { ResolvedLlmOptions } from './options.ts';

/** The client that a method belongs to, and what it usually speaks to. */
export interface ClientShape {
  /** The arguments of a call that a signal is to abort as well; absent of clients that take none. */
  abortable?(args: readonly unknown[], signal: AbortSignal): readonly unknown[];
  usualProvider(self: unknown): string;
  /** The base URL of the client, from the object that has the method. */
  baseUrl(self: unknown): unknown;
  /** Of clients that make spans themselves. */
  readonly nativeSpans?: NativeSpans;
}

/** Reads calls in a format; undefined for those that another layer reads, and those that ask no model. */
export function readerFor(formats: Formats, client: ClientShape, options: () => ResolvedLlmOptions): Reader {
  return ({ self, args, context }) => {
    const format = typeof formats === 'function' ? formats(self, args) : formats;
    if (format === undefined || isInferring(context)) return undefined;
    const asked = format.ask(args);
    const { provider, address, port } = serverOf(client.baseUrl(self), client.usualProvider(self));
    const { model } = asked;
    const name = model === undefined ? format.operation : `${format.operation} ${model}`;
    const budget = budgetIn(context);
    const requested = withoutUndefined<Attributes>({
      [names.OPERATION]: format.operation,
      [names.PROVIDER]: provider,
      [names.REQUEST_MODEL]: model,
      [names.SERVER_ADDRESS]: address,
      [names.SERVER_PORT]: port,
    });
    const attributes = { ...inheritedByCalls(context), ...requested };
    return {
      name,
      kind: SpanKind.CLIENT,
      attributes,
      context: inferring(context),
      isNeeded: budget !== undefined,
      refusal: budget?.exceeded,
      span: client.nativeSpans?.begun(self, args)?.updateName(name),
      ...new CallReading({ self, args, format, asked, provider, client, context }, new CallMetrics(requested), {
        options: options(),
        begun: attributes,
      }).hooks(),
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
  readonly client: ClientShape;
  /** The caller's. */
  readonly context: Context;
}

/** One call, from its request to its end. */
class CallReading {
  readonly #call: Call;
  readonly #options: ResolvedLlmOptions;
  readonly #metrics: CallMetrics;
  readonly #totals: Counter | undefined;
  readonly #record: CallRecord;
  #asksForUsage = false;
  #collector: Collector | undefined;
  #taken: Taken = { usage: undefined, cost: undefined };
  #responseModel: string | undefined;

  constructor(
    call: Call,
    metrics: CallMetrics,
    { options, begun }: { readonly options: ResolvedLlmOptions; readonly begun: Attributes },
  ) {
    this.#call = call;
    this.#totals = totalsIn(call.context);
    this.#metrics = metrics;
    this.#options = options;
    this.#record = new CallRecord(options, begun);
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
    this.#record.begun(span);
    const { self, args, format, asked, client, context } = this.#call;
    this.#totals?.began();
    // Proof of the cast: parameters of requests are what JSON holds; OpenTelemetry drops what is no attribute.
    this.#record.set(asked.parameters as Attributes);
    this.#record.say(() => ({ ...contentAttributes(asked.content()), ...promptContent(context) }));
    const asking = this.#options.streamUsage ? format.usageOfStream?.request(args) : undefined;
    this.#asksForUsage = asking !== undefined;
    const changed = asking ?? client.nativeSpans?.handOver(self, args, span);
    const signal = budgetIn(context)?.signal;
    return signal === undefined ? changed : (client.abortable?.(changed ?? args, signal) ?? changed);
  }

  #result(value: unknown): void {
    const { format, asked } = this.#call;
    // Some give the response of HTTP beside what it holds.
    const { data, response, rawResponse } = plain(value);
    const answer = typeof plain(response ?? rawResponse)['status'] === 'number' ? data : value;
    if (!asked.isStream) return this.#answered(format.answer(answer));
    this.#collector = format.collector?.();
    const { usageOfStream } = format;
    if (this.#asksForUsage && usageOfStream !== undefined)
      hideExtraItems(answer, usageOfStream, (chunk) => this.#collector?.add(chunk));
  }

  #item(item: unknown): void {
    const seconds = this.#metrics.chunk();
    if (seconds !== undefined) this.#record.set({ [names.TIME_TO_FIRST_CHUNK]: seconds });
    this.#collector?.add(item);
  }

  #ending(reason: Parameters<Reading['ending']>[0]): void {
    if (this.#collector !== undefined) this.#answered(this.#collector.answered());
    this.#totals?.took(this.#taken, reason);
    const errorType = reason === 'error' ? errorTypeOf(this.#record.span) : undefined;
    this.#metrics.ended({
      responseModel: this.#responseModel,
      usage: this.#taken.usage,
      errorType,
    });
    this.#record.ended(errorType);
  }

  #answered(answered: Answered): void {
    const { provider, asked } = this.#call;
    this.#responseModel = answered.model;
    this.#taken = takenBy(answered, { provider, model: asked.model }, this.#options);
    this.#record.set(answerAttributes(answered, this.#taken));
    const { output } = answered;
    if (output !== undefined) this.#record.say(() => contentAttributes({ output: output() }));
  }
}
