/** Function kinds, as ECMAScript names them: they decide when the span of a call ends. */
export type SiteKind = 'sync' | 'async' | 'generator' | 'async-generator';

/** A span attribute that a mark may fix at build time. */
export type SiteAttribute = string | number | boolean | readonly string[];

/**
 * The static description of one tracked function, created once per module by instrumented code.
 *
 * @example
 * const site: Site = { name: 'ask', kind: 'async', function: 'ask', file: 'src/a.ts', line: 3, column: 8, inputs: ['question'] };
 */
export interface Site {
  /** Span name. */
  readonly name: string;
  readonly kind: SiteKind;
  /** Qualified name, `code.function.name`. */
  readonly function: string;
  /** Project-relative POSIX path, `code.file.path`; a function wrapped at run time has no known place. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
  /** Names of the captured values, in the order in which a call passes them. */
  readonly inputs: readonly string[];
  /** Parameters whose value is never passed; recorded as `[REDACTED]`. */
  readonly secrets?: readonly string[];
  /** More names that are secret inside captured values. */
  readonly redact?: readonly string[];
  readonly type?: string;
  /** OpenTelemetry instrumentation scope; absent means `bud`. */
  readonly tracer?: string;
  readonly spanKind?: 'internal' | 'client' | 'server' | 'producer' | 'consumer';
  /** Absent means: whatever the recorder's own option says. */
  readonly captureOutput?: boolean;
  readonly attributes?: Readonly<Record<string, SiteAttribute>>;
  readonly tags?: readonly string[];
  /** Template such as `Asking {question} of {model.name}`. */
  readonly message?: string;
  /** Absent means `info`. */
  readonly level?: string;
  /** Starts a new trace that links to the caller's span. */
  readonly root?: boolean;
}
