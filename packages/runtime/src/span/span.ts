/**
 * The span of one call:
 *
 *   options     what the recorder was told     ┐
 *   template    what the site says, once       ├─▶ openSpan ─▶ OpenSpan ─▶ succeed | fail | endAsReturned
 *   entry       who called: the parent         ┘      arguments,             output, or exception; status
 *                                                     message
 *   telemetry   the only door to OpenTelemetry; failures: where all goes that must not reach the program
 */
import { describeException, formatTemplate, nameOfArgument } from '@bud/value';
import type { Entry } from './entry.ts';
import type { FailurePoint, Failures } from './failures.ts';
import type { ResolvedTrackingOptions } from './options.ts';
import { inspectNamed, outputAttributes } from './output.ts';
import { contextWith, setError, setOk, startSpan, type Context, type Span } from './telemetry.ts';
import type { SpanTemplate } from './template.ts';

/** The span of one running call. */
export interface OpenSpan {
  readonly span: Span;
  readonly context: Context;
  /** False for unsampled spans and without an SDK: then nothing of the program is read. */
  readonly recording: boolean;
  readonly template: SpanTemplate;
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
  if (recording) guarded(tools, 'input', () => recordInputs(span, template, values));
  return { span, context: contextWith(parent, span), recording, template };
}

function recordInputs(span: Span, template: SpanTemplate, values: readonly unknown[]): void {
  const { inputKeys, inputs, message, recording: options } = template;
  for (const [index, key] of inputKeys.entries()) {
    const name = nameOfArgument(options.secrets, inputs, values, index);
    span.setAttribute(key, inspectNamed(name, values[index], options, inputs[index]));
  }
  if (message !== undefined) span.setAttribute('bud.msg', formatTemplate(message, inputs, values, options));
}

/** Ends the span of a call that returned; `output` undefined records none. */
export function succeed(tools: SpanTools, open: OpenSpan, output: { readonly value: unknown } | undefined): void {
  const { span, recording, template } = open;
  if (recording) {
    if (output !== undefined && template.capturesOutput) {
      guarded(tools, 'output', () => span.setAttributes(outputAttributes(output.value, template.recording)));
    }
    guarded(tools, 'end', () => setOk(span));
  }
  guarded(tools, 'end', () => span.end());
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
