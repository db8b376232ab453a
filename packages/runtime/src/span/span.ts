/**
 * The span of one call:
 *
 *   options/        what the recorder was told   ┐
 *   prepared-site   what the site says, once     ├─▶ openSpan ─▶ CallSpan ─▶ succeed | fail | leave ─▶ end, once
 *   entry           who called: the parent       │     arguments,             output  outcome  neither
 *   quota           is it one call too many?     ┘     message                OK      ERROR    UNSET
 *   reader          calls of libraries: who reads what they ask, answer and stream
 *   call-spans       all that have not ended, for whoever stops tracking; idle ends streams that nobody reads, collected
 *                    tells of what nobody can read any more
 *   telemetry/       the only door to OpenTelemetry; failures: where all goes that must not reach the program
 */
import {
  append,
  describeException,
  formatTemplate,
  nameOfArgument,
  type Exception,
  type FormattedValue,
} from '@bud/value';
import type { Entry } from './entry.ts';
import type { FailurePoint, Failures } from './failures.ts';
import type { Idle } from './idle.ts';
import type { CallSpans } from './call-spans.ts';
import type { ResolvedTrackingOptions } from '../options/tracking-options.ts';
import { thrownReason, type EndReason } from './outcome.ts';
import { namedValue, outputAttributes } from './output.ts';
import { contextWith, setError, setOk, startSpan, type Context, type Span } from '../telemetry/telemetry.ts';
import type { PreparedSite } from './prepared-site.ts';
import type { Reading } from './reader.ts';

/** The span of one running call. */
export interface CallSpan {
  readonly span: Span;
  readonly context: Context;
  /** False for unsampled spans and without an SDK: then nothing of the program is read. */
  readonly recording: boolean;
  readonly prepared: PreparedSite;
  /** Attributes whose string is JSON, so far. */
  readonly jsonKeys: string[];
  /** Set by the first end; there is no second one. */
  ended: boolean;
  /** When it began, if it may be too short to be kept; undefined once something refers to it. */
  startedAt: number | undefined;
  /** How far its generator or streams are; undefined for other calls. */
  progress: IterationProgress | undefined;
  /** Of a library's call: what is read of it. */
  readonly reading: Reading | undefined;
  /** The arguments to call with instead of the caller's. */
  args: readonly unknown[] | undefined;
}

/** How far the generator or the streams of a call are. It must not lead back to them: they may be collected. */
export interface IterationProgress {
  yieldCount: number;
  /** Streams that are not through. */
  left: number;
  isCancelled: boolean;
  isAbandoned: boolean;
  /** False once items were read that nobody sees. */
  isCounted: boolean;
  /** Reads that wait for the producer. */
  waiting: number;
  /** When something was read last, in milliseconds. */
  readAt: number;
}

/** What opening and ending spans needs from the recorder. */
export interface SpanTools {
  readonly options: ResolvedTrackingOptions;
  readonly failures: Failures;
  readonly entry: Entry;
  readonly openSpans: CallSpans<CallSpan>;
  readonly idle: Idle;
}

export function openSpan(
  tools: SpanTools,
  prepared: PreparedSite,
  parent: Context,
  values: readonly unknown[],
  reading?: Reading,
): CallSpan {
  const span = startReadSpan(prepared, reading, parent);
  const open: CallSpan = {
    span,
    context: contextWith(parent, span),
    recording: span.isRecording() || reading?.isNeeded === true,
    prepared,
    jsonKeys: [],
    ended: false,
    progress: undefined,
    startedAt: undefined,
    reading,
    args: undefined,
  };
  if (open.recording) {
    tools.openSpans.add(open);
    measure(open);
    if (reading?.hides !== true) recordInputs(tools, open, values);
    if (reading !== undefined) guarded(tools, 'input', () => (open.args = reading.begun(span)));
  }
  return open;
}

function startReadSpan({ tracer, name, options }: PreparedSite, reading: Reading | undefined, parent: Context): Span {
  if (reading === undefined) return startSpan(tracer, name, options, parent);
  const attributes = { ...options.attributes, ...reading.attributes };
  return (
    reading.span?.setAttributes(attributes) ??
    startSpan(tracer, reading.name ?? name, { ...options, kind: reading.kind ?? options.kind, attributes }, parent)
  );
}

/** A child of a span, a log record or an outgoing request asks it who it is: such a span is kept, however short. */
function measure(open: CallSpan): void {
  const { span, prepared } = open;
  open.startedAt = prepared.quota?.startedAt();
  if (open.startedAt === undefined) return;
  const spanContext = span.spanContext.bind(span);
  span.spanContext = () => {
    open.startedAt = undefined;
    return spanContext();
  };
}

/** Each argument on its own: one that cannot be read costs none of the others. */
function recordInputs(tools: SpanTools, open: CallSpan, passed: readonly unknown[]): void {
  const { inputKeys, inputs, positions, message, recording: options } = open.prepared;
  const values = positions === undefined ? passed : positions.map((position) => passed[position]);
  // Not by an iterator: those of arrays are the program's.
  inputKeys.forEach((key, index) => {
    guarded(tools, 'input', () => {
      const name = nameOfArgument(options.secrets, inputs, values, index);
      setValue(open, key, namedValue(name, values[index], options, inputs[index]));
    });
  });
  if (message !== undefined) {
    guarded(tools, 'input', () => {
      open.span.setAttribute('bud.msg', formatTemplate(message, inputs, values, options));
    });
  }
  guarded(tools, 'input', () => listJson(open));
}

function setValue({ span, jsonKeys }: CallSpan, key: string, { value, isJson }: FormattedValue): void {
  span.setAttribute(key, value);
  if (isJson) append(jsonKeys, key);
}

/** Lists the attributes whose string is JSON, so that a viewer can tell them from strings that only look like it. */
function listJson({ span, jsonKeys }: CallSpan): void {
  if (jsonKeys.length > 0) span.setAttribute('bud.json_schema', jsonKeys.slice());
}

/**
 * Ends the span of a call that returned; `output` undefined records none. `reason` says so when its consumer wanted no
 * more: that is not a failure.
 */
export function succeed(
  tools: SpanTools,
  open: CallSpan,
  output: { readonly value: unknown } | undefined,
  reason?: 'cancelled',
): void {
  let failure: Error | undefined;
  guarded(tools, 'end', () => (failure = open.reading?.failure?.()));
  if (failure !== undefined) return fail(tools, open, failure);
  end(tools, open, reason, () => {
    if (output !== undefined) recordOutput(tools, open, output.value);
    guarded(tools, 'end', () => setOk(open.span));
  });
}

/** What a call returned, or, at its end, what became of it. */
export function recordOutput(tools: SpanTools, open: CallSpan, value: unknown): void {
  if (!open.prepared.capturesOutput || open.reading?.hides === true) return;
  guarded(tools, 'output', () => {
    const before = open.jsonKeys.length;
    outputAttributes(value, open.prepared.recording).forEach((each) => setValue(open, each[0], each[1]));
    if (open.jsonKeys.length > before) listJson(open);
  });
}

/** Ends the span of a call that threw or rejected; whether that is a failure depends on what it threw. */
export function fail(tools: SpanTools, open: CallSpan, thrown: unknown): void {
  if (open.ended) return;
  let reason: EndReason = 'error';
  let exception: Exception | undefined;
  if (open.recording) {
    guarded(tools, 'error', () => {
      exception = describeException(thrown, tools.options);
      reason = thrownReason(thrown, exception.name, tools.options.isError?.(thrown));
    });
  }
  end(tools, open, reason, () => {
    if (reason === 'error') guarded(tools, 'error', () => recordException(open.span, exception));
  });
}

function recordException(span: Span, exception: Exception | undefined): void {
  setError(span, exception?.message);
  if (exception === undefined) return;
  span.setAttribute('error.type', exception.name);
  span.recordException(exception);
}

/** Ends a span of which nobody can know how its call went; `at` is the last time at which anything was known. */
export function leave(
  tools: SpanTools,
  open: CallSpan,
  reason: 'abandoned' | 'shutdown' | undefined,
  at?: number,
): void {
  end(tools, open, reason, () => {}, at);
}

/** The one way in which a span ends: once, whoever comes first. */
function end(tools: SpanTools, open: CallSpan, reason: EndReason | undefined, record: () => void, at?: number): void {
  if (open.ended) return;
  open.ended = true;
  tools.openSpans.delete(open);
  const { span, recording, progress, prepared, startedAt } = open;
  if (startedAt !== undefined && reason === undefined && prepared.quota?.drops(startedAt) === true) return;
  if (recording) {
    const skipped = prepared.quota?.takeSkipped() ?? 0;
    if (skipped > 0) guarded(tools, 'end', () => span.setAttribute('bud.track.skipped', skipped));
    guarded(tools, 'end', () => {
      if (reason !== undefined) span.setAttribute('bud.track.end_reason', reason);
      if (progress === undefined) return;
      if (progress.isCounted) span.setAttribute('bud.track.yield_count', progress.yieldCount);
      span.setAttribute('bud.track.completed', reason === undefined);
    });
    record();
    guarded(tools, 'end', () => open.reading?.ending(reason));
  }
  guarded(tools, 'end', () => span.end(at));
}

/** Runs a part of the recorder whose failure must stay there. Aggregators are functions of the program like any other. */
export function guarded({ entry, failures }: SpanTools, point: FailurePoint, part: () => void): void {
  const { isInRecorder } = entry;
  entry.isInRecorder = point !== 'aggregate';
  try {
    part();
  } catch (error) {
    failures.report(point, error);
  }
  entry.isInRecorder = isInRecorder;
}
