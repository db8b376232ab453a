/**
 * Steps of a workflow that trace themselves:
 *
 *   primitive.execute(input, { context, signal }) ─▶ traced: a span, a child in it, checkpoints, an abort signal
 *     step       a function                              sequence, pipe   one after the other
 *     parallel   all at once                             branch           one of them
 *     retry      again                                   timeout          not for longer
 *     fallback   another one instead                     cache            once for each key
 *     instrumented   a class of one's own
 *   abort   signals that many listen to
 *   clock   time for all of them, which a test may simulate      accepted   what their options may be
 */
import type { Context } from '@opentelemetry/api';
import type { WorkflowContext } from '../workflow/workflow-context.ts';
import type { WorkflowClock } from './clock.ts';

/** How a primitive is executed. What is absent is made: a context of its own, no way to abort, the clock of the machine. */
export interface ExecuteOptions {
  readonly context?: WorkflowContext;
  readonly signal?: AbortSignal;
  readonly clock?: WorkflowClock;
  /** The trace context to be in, where nothing follows a program across its awaits. */
  readonly within?: Context;
}

/** What runs inside of a primitive is given this; it hands it on to the primitives that it executes. */
export interface Execution extends Required<ExecuteOptions> {
  /** Remembers this moment in the workflow, on the span, and in the flow log at level `debug`. */
  checkpoint(name: string, message?: string): void;
  /** Sets attributes on the span. */
  setAttributes(attributes: Readonly<Record<string, unknown>>): void;
  /** Records a failure that does not end the primitive. */
  recordException(error: unknown): void;
}

/** A step of a workflow. */
export interface Primitive<In, Out> {
  readonly name: string;
  /** `step`, `sequence`, …; of a class of one's own its name. */
  readonly type: string;
  /** Rejects with what failed, or with the reason of the signal. */
  readonly execute: (input: In, options?: ExecuteOptions) => Promise<Out>;
}

/** What runs inside of a primitive. */
export type PrimitiveBody<In, Out> = (input: In, execution: Execution) => Out | Promise<Out>;
