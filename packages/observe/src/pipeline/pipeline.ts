/**
 * The way of a span from its start to the exporters:
 *
 *   sampler  ─ kept? ─▶ onStart     what the context says: attributes, tags, level                (context/inherited)
 *                                     exporters that watch spans start are told
 *                       onEnding    dialects beside our attributes, what `current.set` said last, stacks of the sources
 *                       onEnd       scrub, scrub-url ─▶ held-traces, when traces are decided on at their end ─▶ sinks
 *                                     open spans that take long ─▶ pending-spans                      └─ queue ─▶ exporter
 *       of the sinks, viewer-sink is one that may lead nowhere
 *     └─ watchers  see each start and each scrubbed end, kept or not
 *   log records go the same way without holding
 *
 * Nothing in here throws into the program: what fails is reported, and a span that cannot be scrubbed is not exported.
 */
import type { Context } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { attributesOf } from '@bud/value';
import { END_REASON, LEVEL, SPAN_TYPE, TAGS } from '../attribute/names.ts';
import { inheritedOf } from '../context/inherited.ts';
import { lastWordsOf } from '../span/current.ts';
import type { SpanWatcher, StartedSpan } from '../export/exporter.ts';
import type { Clock } from '../export/queue.ts';
import type { Convention } from '../options/options.ts';
import type { ValueOptions } from '@bud/value';
import type { HeldTraces } from './held-traces.ts';
import { mapStacks, STACK } from './stacks.ts';
import { PendingSpans } from './pending-spans.ts';
import type { Scrubber } from './scrub.ts';
import type { Sink } from './sinks.ts';

/** What a pipeline is made of. */
export interface PipelineParts {
  readonly sinks: readonly Sink[];
  readonly values: ValueOptions;
  readonly conventions: readonly Convention[];
  readonly scrubber: Scrubber | undefined;
  /** Shows the places of the sources in a stack. */
  readonly mapStack?: ((stack: string) => string) | undefined;
  /** Absent: spans go on as soon as they have ended. */
  readonly hold?: ((emit: (span: ReadableSpan) => void) => HeldTraces) | undefined;
  readonly pendingAfterMs: number;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
  /** Those who watch at the moment. */
  readonly watchers: () => Iterable<SpanWatcher>;
}

/** Both processors of one instance, and what it does at its end. */
export interface Pipeline {
  readonly spans: SpanProcessor;
  readonly records: LogRecordProcessor;
  /** Ends every span that is still open, as it is. Gives how many there were. */
  endOpen(): number;
  flush(): Promise<void>;
}

/** Runs a part whose failure is reported and goes no further. */
type Guard = (run: () => void) => void;

export function createPipeline(parts: PipelineParts): Pipeline {
  const { sinks, report } = parts;
  const guard: Guard = (run) => {
    try {
      run();
    } catch (error) {
      report(error);
    }
  };
  const emit = (span: ReadableSpan): void => sinks.forEach((sink) => sink.span(span));
  const way: Way = { guard, emit, open: new Set(), held: parts.hold?.(emit), pending: pendingSpans(parts) };
  const flush = async (): Promise<void> => {
    way.held?.flush();
    await Promise.all(sinks.map((sink) => sink.flush()));
  };
  return {
    spans: spanProcessor(parts, way, flush),
    records: recordProcessor(parts, guard, flush),
    endOpen() {
      way.pending?.stop();
      const left = [...way.open];
      for (const span of left) guard(() => span.setAttribute(END_REASON, 'shutdown').end());
      way.held?.flush();
      return left.length;
    },
    flush,
  };
}

/** What the spans of one pipeline pass through. */
interface Way {
  readonly guard: Guard;
  readonly emit: (span: ReadableSpan) => void;
  readonly open: Set<Span>;
  readonly held: HeldTraces | undefined;
  readonly pending: PendingSpans | undefined;
}

function spanProcessor(
  parts: PipelineParts,
  { guard, emit, open, held, pending }: Way,
  flush: () => Promise<void>,
): SpanProcessor {
  const { scrubber, values, mapStack, watchers } = parts;
  const tellExporters = startTeller(parts, guard);
  return {
    onStart(span, context) {
      open.add(span);
      guard(() => addScope(span, context, values));
      held?.started(span.spanContext().traceId);
      pending?.opened(span);
      tellExporters?.(span);
      const read = (): ReadableSpan => scrubber?.span(span) ?? span;
      for (const watcher of watchers()) guard(() => watcher.onStart(span, context, read));
    },
    onEnding(span) {
      guard(() => addConventions(span, parts));
      guard(() => span.setAttributes(lastWordsOf(span)));
      if (mapStack !== undefined) guard(() => mapStacks(span, mapStack));
    },
    onEnd(span) {
      // Proof of the cast: what ends here has started here.
      open.delete(span as Span);
      pending?.ended(span);
      guard(() => {
        const shown = scrubber?.span(span) ?? span;
        for (const watcher of watchers()) guard(() => watcher.onEnd(shown));
        if (held === undefined) emit(shown);
        else held.ended(shown);
      });
    },
    forceFlush: flush,
    shutdown: async () => {},
  };
}

/** Writes spans that are open for long to the exporters that take them; undefined where none does. */
function pendingSpans({ sinks, scrubber, pendingAfterMs, clock }: PipelineParts): PendingSpans | undefined {
  const takers = sinks.filter(({ pending }) => pending !== undefined);
  if (takers.length === 0) return undefined;
  return new PendingSpans(pendingAfterMs, clock, (spans) => {
    const shown = spans.map((span) => scrubber?.span(span) ?? span);
    for (const sink of takers) sink.pending?.(shown);
  });
}

/** Tells the exporters that watch spans start; undefined where none does. */
function startTeller({ sinks, scrubber }: PipelineParts, guard: Guard): ((span: Span) => void) | undefined {
  const told = sinks.filter(({ exporter }) => exporter.onStart !== undefined);
  if (told.length === 0) return undefined;
  return (span) => {
    const started: StartedSpan = {
      spanContext: () => span.spanContext(),
      parentSpanContext: span.parentSpanContext,
      read: () => scrubber?.span(span) ?? span,
    };
    for (const { exporter } of told) guard(() => exporter.onStart?.(started));
  };
}

/** What the context says about everything below it; what a span says itself wins, but for the level. */
function addScope(span: Span, context: Context, values: ValueOptions): void {
  const { attributes, tags, level } = inheritedOf(context);
  if (level !== undefined) span.setAttribute(LEVEL, level);
  if (tags.length > 0) span.setAttribute(TAGS, [...new Set([...tagsOf(span), ...tags])]);
  const given = attributesOf(attributes, values);
  for (const [key, value] of Object.entries(given))
    if (!(key in span.attributes) && value !== undefined) span.setAttribute(key, value);
}

function tagsOf({ attributes }: Span): readonly string[] {
  const tags = attributes[TAGS];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** What other dialects call it, as far as the span does not say so itself. */
function addConventions(span: Span, { conventions, values }: PipelineParts): void {
  if (!(SPAN_TYPE in span.attributes)) span.setAttribute(SPAN_TYPE, 'span');
  for (const convention of conventions) {
    const added = attributesOf(convention.attributes(span), values);
    for (const [key, value] of Object.entries(added))
      if (!(key in span.attributes) && value !== undefined) span.setAttribute(key, value);
  }
}

function recordProcessor(
  { sinks, scrubber, values, mapStack }: PipelineParts,
  guard: Guard,
  flush: () => Promise<void>,
): LogRecordProcessor {
  return {
    onEmit(record, context) {
      guard(() => {
        const added = context === undefined ? {} : attributesOf(inheritedOf(context).attributes, values);
        for (const [key, value] of Object.entries(added))
          if (!(key in record.attributes)) record.setAttribute(key, value);
        const stack = record.attributes[STACK];
        if (typeof stack === 'string' && mapStack !== undefined) record.setAttribute(STACK, mapStack(stack));
        if (scrubber !== undefined) {
          // Proof of the cast: log attributes are a wider kind; what is no string is left as it is.
          for (const [key, value] of Object.entries(
            scrubber.attributes(record.attributes as Parameters<Scrubber['attributes']>[0]),
          ))
            record.setAttribute(key, value);
          if (typeof record.body === 'string') record.setBody(scrubber.string(record.body));
        }
        for (const sink of sinks) sink.record(record);
      });
    },
    forceFlush: flush,
    shutdown: async () => {},
  };
}
