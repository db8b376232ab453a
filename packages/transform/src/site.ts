/** How a function runs; decides what the recorder does with its result. */
export type FunctionKind = 'sync' | 'async' | 'generator' | 'async-generator';

/** How important a span is, least first. */
export const levels = ['trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof levels)[number];

// OpenTelemetry API, SpanKind.
export const spanKinds = ['internal', 'client', 'server', 'producer', 'consumer'] as const;
export type SpanKind = (typeof spanKinds)[number];

export type AttributeValue = string | number | boolean | readonly string[];

/**
 * The call site record of one tracked function: all that is known before it runs. Plain JSON; created once per module
 * by the emitted code and handed to the gate with every call. Keys with their default value are left out.
 */
export interface Site {
  /** The span's name. */
  readonly name: string;
  readonly kind: FunctionKind;
  /** The qualified name of the function, `Agent.run`. */
  readonly function: string;
  /** Project-relative, with forward slashes. */
  readonly file: string;
  /** Where the function begins, 1-based. */
  readonly line: number;
  readonly column: number;
  /** Names of the captured arguments, in the order in which their values are passed. */
  readonly inputs: readonly string[];
  /** Parameters that are recorded as redacted; their values are never read. */
  readonly secrets?: readonly string[];
  /** The configured secret names, for what is inside captured values. */
  readonly redact?: readonly string[];
  readonly type?: string;
  /** OpenTelemetry instrumentation scope; `bud` when absent. */
  readonly tracer?: string;
  /** `internal` when absent. */
  readonly spanKind?: SpanKind;
  /** `false`: the result is not recorded. */
  readonly captureOutput?: false;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly tags?: readonly string[];
  readonly message?: string;
  /** `info` when absent. */
  readonly level?: Level;
  readonly root?: true;
}
