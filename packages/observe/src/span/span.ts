/**
 * Spans and logs that a program makes itself:
 *
 *   span('Asking {question}', { question }, fn)     a span around fn: ends when fn settles, records what it throws
 *   using s = span('…')                              the same, until the end of the block
 *   info('Asked {count} times', { count })           log: a span without duration, and a log record
 *   current.set({ … })                               writes to whatever span runs now
 *   instrument                                       tracks a function, under the names of Logfire
 *     └─ message   the sentence, the attributes, type, level and tags
 *     ├─ missing   says that a placeholder names nothing
 *     └─ recording what it is made with, in one instance
 */
import {
  context,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanStatus,
} from '@opentelemetry/api';
import { describeException, wellFormed, type Level, type SpanKind as SpanKindName } from '@bud/value';
import { attributesOf } from '@bud/value';
import { ERROR_TYPE } from '../attribute/names.ts';
import { inheritedOf } from '../context/inherited.ts';
import { recordAttributes, type OnMissing } from './message.ts';
import type { Recording } from './recording.ts';

/** What a span can be told besides its message and attributes. */
export interface SpanSettings {
  /** `info` when absent. */
  readonly level?: Level;
  readonly tags?: readonly string[];
  /** `internal` when absent. */
  readonly kind?: SpanKindName;
  readonly links?: readonly SpanContext[];
  /** The span above; the one that runs now when absent, none with `null`: then a new trace begins. */
  readonly parent?: SpanContext | null;
}

/** A span that a program has opened. */
export interface OpenSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** False when nobody listens, or the trace is not sampled: then attributes are not even read. */
  readonly isRecording: boolean;
  setAttribute(name: string, value: unknown): OpenSpan;
  setAttributes(values: Readonly<Record<string, unknown>>): OpenSpan;
  addEvent(name: string, values?: Readonly<Record<string, unknown>>): OpenSpan;
  /** Records an exception and marks the span as failed. */
  recordException(error: unknown): OpenSpan;
  setStatus(status: 'ok' | 'error' | 'unset', message?: string): OpenSpan;
  /** Ends the span; a second time does nothing. */
  end(): void;
  [Symbol.dispose](): void;
  /** OpenTelemetry's own. */
  readonly span: Span;
}

type Values = Readonly<Record<string, unknown>>;
type Body<Result> = (span: OpenSpan) => Result;

/** `span` in its forms. */
export interface SpanFunction {
  <Result>(template: string, body: Body<Result>): Result;
  <Result>(template: string, values: Values, body: Body<Result>): Result;
  <Result>(template: string, values: Values, settings: SpanSettings, body: Body<Result>): Result;
  (template: string, values?: Values, settings?: SpanSettings): OpenSpan;
}

/** Makes `span` for one instance. */
export function createSpan(recording: Recording, onMissing: OnMissing): SpanFunction {
  const open = (template: string, values: Values, settings: SpanSettings): readonly [OpenSpan, Context] => {
    const parent = parentOf(settings);
    const real = recording.tracer.startSpan(nameOf(template, recording), spanOptionsOf(settings), parent);
    if (real.isRecording()) {
      guarded(recording, () => {
        const inherited = inheritedOf(parent);
        const { level = inherited.level ?? 'info', tags = [] } = settings;
        real.setAttributes(
          recordAttributes(
            { template, values, type: 'span', level, tags: [...new Set([...tags, ...inherited.tags])] },
            recording.values(),
            onMissing,
          ),
        );
      });
    }
    return [openSpanOf(real, recording), trace.setSpan(parent, real)];
  };
  // Proof of the cast: the shapes of the arguments are told apart by where the function stands.
  return ((template: string, ...rest: readonly unknown[]) => {
    const body = rest.find((part) => typeof part === 'function') as Body<unknown> | undefined;
    const [values = {}, settings = {}] = rest.filter((part) => typeof part !== 'function') as [Values?, SpanSettings?];
    const [opened, within] = open(template, values, settings);
    return body === undefined ? opened : runIn(opened, within, body);
  }) as SpanFunction;
}

/** Runs the body in the span's context; the span ends when the body has settled. */
function runIn(opened: OpenSpan, within: Context, body: Body<unknown>): unknown {
  let result: unknown;
  try {
    result = context.with(within, () => body(opened));
  } catch (error) {
    opened.recordException(error).end();
    throw error;
  }
  // Only real promises: calling `then` on anything else would start what it stands for.
  if (!(result instanceof Promise)) {
    opened.end();
    return result;
  }
  return result.then(
    (value: unknown) => {
      opened.end();
      return value;
    },
    (error: unknown) => {
      opened.recordException(error).end();
      throw error;
    },
  );
}

function parentOf({ parent }: SpanSettings): Context {
  const active = context.active();
  if (parent === undefined) return active;
  return parent === null ? trace.deleteSpan(active) : trace.setSpanContext(active, parent);
}

function spanOptionsOf({ kind, links = [] }: SpanSettings): { readonly kind?: SpanKind; readonly links: Link[] } {
  return {
    ...(kind !== undefined && { kind: spanKindNamed(kind) }),
    links: links.map((linked) => ({ context: linked })),
  };
}

/** OpenTelemetry's span kind of a word. */
function spanKindNamed(kind: SpanKindName): SpanKind {
  // Proof of the cast: ours are the lower case of theirs.
  return SpanKind[kind.toUpperCase() as Uppercase<SpanKindName>];
}

/** A span is named by its template: names that differ in each call cannot be grouped. */
export function nameOf(template: string, { values }: Recording): string {
  return wellFormed(values().secrets.hideIn(template));
}

const statusCodes: Readonly<Record<'ok' | 'error' | 'unset', SpanStatus['code']>> = {
  ok: SpanStatusCode.OK,
  error: SpanStatusCode.ERROR,
  unset: SpanStatusCode.UNSET,
};

function openSpanOf(span: Span, recording: Recording): OpenSpan {
  const { traceId, spanId } = span.spanContext();
  const change = (run: () => void): OpenSpan => {
    if (span.isRecording()) guarded(recording, run);
    return opened;
  };
  const opened: OpenSpan = {
    traceId,
    spanId,
    get isRecording() {
      return span.isRecording();
    },
    setAttribute: (name, value) => opened.setAttributes({ [name]: value }),
    setAttributes: (values) => change(() => setAttributes(span, values, recording)),
    addEvent: (name, values = {}) => change(() => void span.addEvent(name, attributesOf(values, recording.values()))),
    recordException: (error) => change(() => recordException(span, error, recording)),
    setStatus: (status, message) =>
      change(() => void span.setStatus({ code: statusCodes[status], ...(message !== undefined && { message }) })),
    end: () => guarded(recording, () => span.end()),
    [Symbol.dispose]: () => opened.end(),
    span,
  };
  return opened;
}

/** Sets attributes of the program on a span, as they are recorded everywhere. */
export function setAttributes(span: Span, values: Values, recording: Recording): void {
  span.setAttributes(attributesOf(values, recording.values()));
}

/** Records what was thrown, and that the span has failed. */
export function recordException(span: Span, error: unknown, recording: Recording): void {
  const exception = describeException(error, recording.values());
  span.recordException(exception);
  span.setAttribute(ERROR_TYPE, exception.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: exception.message });
}

/** Runs a part of recording whose failure must stay there. */
export function guarded(recording: Recording, part: () => void): void {
  try {
    part();
  } catch (error) {
    recording.report(error);
  }
}
