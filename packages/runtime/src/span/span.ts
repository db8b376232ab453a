/**
 * The span of one call:
 *
 *   options     what the recorder was told     ┐
 *   template    what the site says, once       ├─▶ openSpan ─▶ OpenSpan ─▶ succeed | fail | endAsReturned
 *   entry       who called: the parent         ┘      arguments,             output, or exception; status
 *                                                     message
 *   telemetry   the only door to OpenTelemetry; failures: where all goes that must not reach the program
 */
import { append, describeException, formatTemplate, nameOfArgument, type FormattedValue } from '@bud/value';
import type { Entry } from './entry.ts';
import type { FailurePoint, Failures } from './failures.ts';
import type { ResolvedTrackingOptions } from './options.ts';
import { namedValue, outputAttributes } from './output.ts';
import { contextWith, setError, setOk, startSpan, type Context, type Span } from './telemetry.ts';
import type { SpanTemplate } from './template.ts';

/** The span of one running call. */
export interface OpenSpan {
  readonly span: Span;
  readonly context: Context;
  /** False for unsampled spans and without an SDK: then nothing of the program is read. */
  readonly recording: boolean;
  readonly template: SpanTemplate;
  /** Attributes whose string is JSON, so far. */
  readonly jsonKeys: string[];
}

/** What opening and ending spans needs from the recorder. */
export interface SpanTools {
  readonly options: ResolvedTrackingOptions;
  readonly failures: Failures;
  readonly entry: Entry;
}

export function openSpan(
  tools: SpanTools,
  template: SpanTemplate,
  parent: Context,
  values: readonly unknown[],
): OpenSpan {
  const span = startSpan(template.tracer, template.name, template.options, parent);
  const recording = span.isRecording();
  const open = { span, context: contextWith(parent, span), recording, template, jsonKeys: [] };
  if (recording) recordInputs(tools, open, values);
  return open;
}

/** Each argument on its own: one that cannot be read costs none of the others. */
function recordInputs(tools: SpanTools, open: OpenSpan, values: readonly unknown[]): void {
  const { inputKeys, inputs, message, recording: options } = open.template;
  for (const [index, key] of inputKeys.entries()) {
    guarded(tools, 'input', () => {
      const name = nameOfArgument(options.secrets, inputs, values, index);
      setValue(open, key, namedValue(name, values[index], options, inputs[index]));
    });
  }
  if (message !== undefined) {
    guarded(tools, 'input', () => {
      open.span.setAttribute('bud.msg', formatTemplate(message, inputs, values, options));
    });
  }
  guarded(tools, 'input', () => listJson(open));
}

function setValue({ span, jsonKeys }: OpenSpan, key: string, { value, isJson }: FormattedValue): void {
  span.setAttribute(key, value);
  if (isJson) append(jsonKeys, key);
}

/** Lists the attributes whose string is JSON, so that a viewer can tell them from strings that only look like it. */
function listJson({ span, jsonKeys }: OpenSpan): void {
  if (jsonKeys.length > 0) span.setAttribute('bud.json_schema', [...jsonKeys]);
}

/** Ends the span of a call that returned; `output` undefined records none. */
export function succeed(tools: SpanTools, open: OpenSpan, output: { readonly value: unknown } | undefined): void {
  const { span, recording, template } = open;
  if (recording) {
    if (output !== undefined && template.capturesOutput) {
      guarded(tools, 'output', () => recordOutput(open, output.value));
    }
    guarded(tools, 'end', () => setOk(span));
  }
  guarded(tools, 'end', () => span.end());
}

function recordOutput(open: OpenSpan, value: unknown): void {
  const before = open.jsonKeys.length;
  for (const [key, text] of outputAttributes(value, open.template.recording)) setValue(open, key, text);
  if (open.jsonKeys.length > before) listJson(open);
}

/** Ends the span of a call that threw or rejected. */
export function fail(tools: SpanTools, open: OpenSpan, thrown: unknown): void {
  const { span, recording } = open;
  if (recording) {
    guarded(tools, 'error', () => {
      const exception = describeException(thrown, tools.options);
      setError(span, exception.message);
      span.setAttribute('error.type', exception.name);
      span.recordException(exception);
    });
  }
  guarded(tools, 'end', () => span.end());
}

/** Ends a span whose end only the garbage collector could tell, as of the time at which the call returned. */
export function endAsReturned(tools: SpanTools, { span, recording }: OpenSpan, returnedAt: number): void {
  guarded(tools, 'end', () => {
    if (recording) setOk(span);
    span.end(returnedAt);
  });
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
