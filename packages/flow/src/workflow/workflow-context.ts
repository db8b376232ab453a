/**
 * What travels with a workflow:
 *
 *   WorkflowContext   ids, metadata, state, correlation, checkpoints; child() for a workflow inside of it
 *     ├─ trace        inject, extract, startLinkedSpan: the trace that it is a part of
 *     └─ carrier      to another process and back: headers, `_meta` of MCP, messages of a queue
 */

/** A moment of a workflow with a name. */
export interface Checkpoint {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

/** The fields of a workflow context; plain JSON. */
export interface WorkflowFields {
  readonly workflowId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly state?: Readonly<Record<string, unknown>>;
  /** 32 hexadecimal digits, W3C trace context. */
  readonly traceId?: string | undefined;
  /** 16 hexadecimal digits. */
  readonly spanId?: string | undefined;
  readonly parentSpanId?: string | undefined;
  /** W3C trace flags; 1, sampled, when absent. */
  readonly traceFlags?: number;
  /** A UUID v4 when absent: each workflow has its own. */
  readonly correlationId?: string;
  /** What has caused this: the correlation id of the workflow around. */
  readonly causationId?: string | undefined;
  readonly baggage?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970; now when absent. */
  readonly startTimeMs?: number;
  readonly checkpoints?: readonly Checkpoint[];
}

/**
 * What travels with a workflow: who it is, what it knows, the trace it is a part of, and when it was where.
 *
 * @example
 * import { WorkflowContext } from '@bud/flow';
 *
 * const context = new WorkflowContext({ workflowId: 'report', sessionId: 's-1' });
 * context.checkpoint('read');
 * const child = context.child();
 * child.causationId === context.correlationId; // true
 * WorkflowContext.fromJSON(context.toJSON()).checkpoints[0]?.name; // 'read'
 */
export class WorkflowContext {
  workflowId: string | undefined;
  sessionId: string | undefined;
  metadata: Record<string, unknown>;
  state: Record<string, unknown>;
  traceId: string | undefined;
  spanId: string | undefined;
  parentSpanId: string | undefined;
  traceFlags: number;
  correlationId: string;
  causationId: string | undefined;
  baggage: Record<string, string>;
  tags: Record<string, string>;
  startTimeMs: number;
  checkpoints: Checkpoint[];

  constructor(fields: WorkflowFields = {}) {
    this.workflowId = fields.workflowId;
    this.sessionId = fields.sessionId;
    this.metadata = { ...fields.metadata };
    this.state = { ...fields.state };
    this.traceId = fields.traceId;
    this.spanId = fields.spanId;
    this.parentSpanId = fields.parentSpanId;
    this.traceFlags = fields.traceFlags ?? 1;
    this.correlationId = fields.correlationId ?? crypto.randomUUID();
    this.causationId = fields.causationId;
    this.baggage = { ...fields.baggage };
    this.tags = { ...fields.tags };
    this.startTimeMs = fields.startTimeMs ?? Date.now();
    this.checkpoints = [...(fields.checkpoints ?? [])];
  }

  /** Remembers this moment under a name. */
  checkpoint(name: string, timeMs: number = Date.now()): void {
    this.checkpoints.push({ name, timeMs });
  }

  /** Milliseconds since the workflow began. */
  elapsedMs(): number {
    return Date.now() - this.startTimeMs;
  }

  /** The context of a workflow inside of this one: the same correlation, copies of what is known, a clock of its own. */
  child(): WorkflowContext {
    return new WorkflowContext({
      workflowId: this.workflowId,
      sessionId: this.sessionId,
      metadata: this.metadata,
      state: this.state,
      traceId: this.traceId,
      parentSpanId: this.spanId,
      traceFlags: this.traceFlags,
      correlationId: this.correlationId,
      causationId: this.correlationId,
      baggage: this.baggage,
      tags: this.tags,
    });
  }

  /** Attributes for a span of this workflow. */
  toAttributes(): Readonly<Record<string, string | number>> {
    return {
      'workflow.id': this.workflowId ?? 'unknown',
      'workflow.session_id': this.sessionId ?? 'unknown',
      'workflow.correlation_id': this.correlationId,
      'workflow.elapsed_ms': this.elapsedMs(),
    };
  }

  /** All fields, for `JSON.stringify`. */
  toJSON(): WorkflowFields {
    const { workflowId, sessionId, metadata, state, traceId, spanId, parentSpanId, traceFlags } = this;
    const { correlationId, causationId, baggage, tags, startTimeMs, checkpoints } = this;
    return {
      workflowId,
      sessionId,
      metadata,
      state,
      traceId,
      spanId,
      parentSpanId,
      traceFlags,
      correlationId,
      causationId,
      baggage,
      tags,
      startTimeMs,
      checkpoints,
    };
  }

  /** The context that `toJSON` gave, also after a way through text. */
  static fromJSON(fields: WorkflowFields): WorkflowContext {
    return new WorkflowContext(fields);
  }
}
