import type { Context } from './context.ts';
import { trace } from './opentelemetry.ts';

/** A call's span, as plain data; the shape is `SpanData` of `@bud/trace` without what is the same for the process. */
export interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly SentEvent[];
  readonly links: readonly object[];
  readonly status: { readonly code: number; readonly message?: string };
}

interface SentEvent {
  readonly name: string;
  readonly timeMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What the recorder tells of what was thrown. */
interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
}

/** What a span is started with. */
export interface OwnSpanOptions {
  readonly kind?: number;
  readonly root?: boolean;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly links?: readonly { readonly context: object }[];
}

/** Who a span is, and when it is. */
export interface Identity {
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: OwnSpan | undefined;
  readonly now: () => number;
}

/** As much of OpenTelemetry's span as the recorder uses. */
export class OwnSpan {
  readonly #identity: Identity;
  readonly #name: string;
  readonly #options: OwnSpanOptions;
  readonly #ended: (span: OwnSpan) => void;
  readonly #attributes: Record<string, unknown>;
  readonly #events: SentEvent[] = [];
  #status: SentSpan['status'] = { code: 0 };
  readonly startMs: number;
  durationMs = 0;

  constructor(identity: Identity, name: string, options: OwnSpanOptions, ended: (span: OwnSpan) => void) {
    this.#identity = identity;
    this.#name = name;
    this.#options = options;
    this.#ended = ended;
    this.#attributes = { __proto__: null, ...options.attributes };
    this.startMs = identity.now();
  }

  get parent(): OwnSpan | undefined {
    return this.#identity.parent;
  }

  get hasFailed(): boolean {
    return this.#status.code === 2;
  }

  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number } {
    const { traceId, spanId } = this.#identity;
    return { traceId, spanId, traceFlags: 1 };
  }

  isRecording(): boolean {
    return true;
  }

  setAttribute(key: string, value: unknown): this {
    this.#attributes[key] = value;
    return this;
  }

  setStatus(status: SentSpan['status']): this {
    this.#status = status;
    return this;
  }

  recordException({ name, message, stack }: Thrown): void {
    const attributes = { 'exception.type': name, 'exception.message': message, 'exception.stacktrace': stack };
    this.#events[this.#events.length] = { name: 'exception', timeMs: this.#identity.now(), attributes };
  }

  end(at: number = this.#identity.now()): void {
    this.durationMs = Math.max(0, at - this.startMs);
    this.#ended(this);
  }

  sent(): SentSpan {
    const { traceId, spanId, parent } = this.#identity;
    return {
      traceId,
      spanId,
      parentSpanId: parent?.spanContext().spanId,
      name: this.#name,
      kind: this.#options.kind ?? 0,
      startMs: this.startMs,
      durationMs: this.durationMs,
      attributes: this.#attributes,
      events: this.#events,
      links: (this.#options.links ?? []).map(({ context }) => context),
      status: this.#status,
    };
  }
}

/** The spans of one stay in a process: their ids begin with what the client has drawn. */
export interface Spans {
  startSpan(name: string, options: OwnSpanOptions, context: Context): OwnSpan;
}

/** `ended` gets each span, with what it was started with: the same object for each call of a function. */
export function createSpans(
  idPrefix: string,
  now: () => number,
  started: (options: OwnSpanOptions) => void,
  ended: (span: OwnSpan, options: OwnSpanOptions) => void,
): Spans {
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return idPrefix.slice(0, 8) + count.toString(16).padStart(8, '0');
  };
  return {
    startSpan(name, options, context) {
      // Proof of the cast: no other spans are put into contexts here.
      const parent = options.root === true ? undefined : (trace.getSpan(context) as OwnSpan | undefined);
      const spanId = nextId();
      const traceId = parent?.spanContext().traceId ?? idPrefix.slice(8, 24) + spanId;
      started(options);
      return new OwnSpan({ traceId, spanId, parent, now }, name, options, (span) => ended(span, options));
    },
  };
}
