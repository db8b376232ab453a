/**
 * What is known of a tracked function before it runs:
 *
 *   compiler ─▶ Site ─▶ emitted code, once per module ─▶ gate ─▶ recorder
 *     ├─ kinds, levels, span kinds    the words that a site may hold
 *     └─ own limits                   of its values and spans
 */
import { isStringList } from '../option/accepted.ts';

/** How a function runs, as ECMAScript names it: decides when the span of a call ends. */
export type Runs = 'sync' | 'async' | 'generator' | 'async-generator';

/** How important a span is, least first. */
export const levels = ['trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal'] as const;
/** How important a function is, from `trace` to `fatal`. */
export type Level = (typeof levels)[number];

/** Every span kind, as the OpenTelemetry API has them. */
export const spanKinds = ['internal', 'client', 'server', 'producer', 'consumer'] as const;
/** Which part a call plays between processes. */
export type SpanKind = (typeof spanKinds)[number];

/** A span attribute that is fixed before the function runs. */
export type SiteAttribute = string | number | boolean | readonly string[];

export function isSiteAttribute(value: unknown): value is SiteAttribute {
  return isStringList(value) || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Limits of a function's own, for its values and for its spans; the recorder's hold where there are none. */
export interface OwnLimits {
  /** UTF-16 units of one attribute. */
  readonly maxLength?: number;
  /** UTF-16 units of one string inside a value. */
  readonly maxString?: number;
  /** Nesting that is still opened. */
  readonly maxDepth?: number;
  /** Spans in a second; further calls run untracked. */
  readonly maxPerSecond?: number;
  /** A successful call that was shorter gets no span, unless something refers to it. */
  readonly minDurationMs?: number;
}

/** The keys of {@link OwnLimits}: every one is a whole number, 0 or more. */
const limitKeys = [
  'maxLength',
  'maxString',
  'maxDepth',
  'maxPerSecond',
  'minDurationMs',
] as const satisfies readonly (keyof OwnLimits)[];

/** The same for each limit. */
export function forEachLimit<T>(of: (key: keyof OwnLimits) => T): Record<keyof OwnLimits, T> {
  // Proof of the cast: these are the keys.
  const limits = {} as Record<keyof OwnLimits, T>;
  limitKeys.forEach((key) => void (limits[key] = of(key)));
  return limits;
}

/** Only the limits, of whatever has some. */
export function ownLimits(limits: OwnLimits): OwnLimits {
  const own: { -readonly [K in keyof OwnLimits]: OwnLimits[K] } = {};
  limitKeys.forEach((key) => {
    if (limits[key] !== undefined) own[key] = limits[key];
  });
  return own;
}

/** The qualified name of what is inside of something: `Agent.run`; in what has no name (''), its own. */
export function qualify(outer: string, name: string): string {
  return outer === '' ? name : `${outer}.${name}`;
}

/**
 * What is known of a tracked function before it runs. Plain JSON: the compiler writes it, emitted code creates it once
 * per module and hands it to the gate with every call. Keys that have their default value are left out.
 *
 * @example
 * const site: Site = { name: 'ask', runs: 'async', function: 'ask', file: 'a.ts', line: 3, column: 8, inputs: ['question'] };
 */
export interface Site extends OwnLimits {
  /** The span's name. */
  readonly name: string;
  readonly runs: Runs;
  /** The qualified name of the function, `Agent.run`: `code.function.name`. */
  readonly function: string;
  /** Project-relative, with forward slashes: `code.file.path`. What is wrapped at run time has no file, line or column. */
  readonly file?: string;
  /** Where the function begins, 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
  /** Names of the captured arguments, in the order in which a call passes their values. */
  readonly inputs: readonly string[];
  /** Parameters that a call of a function wrapped at run time has no argument for. */
  readonly absent?: readonly string[];
  /** Parameters that are recorded as `[REDACTED]`; their values are never read. */
  readonly secrets?: readonly string[];
  /** The configured secret names, for what is inside captured values. */
  readonly redact?: readonly (string | RegExp)[];
  /** The configured names that are not secret. */
  readonly keep?: readonly string[];
  readonly type?: string;
  /** OpenTelemetry instrumentation scope; `bud` when absent. */
  readonly tracer?: string;
  /** `internal` when absent. */
  readonly spanKind?: SpanKind;
  /** Whether the result is recorded; the recorder's own option decides when absent. */
  readonly captureOutput?: boolean;
  readonly attributes?: Readonly<Record<string, SiteAttribute>>;
  readonly tags?: readonly string[];
  /** A message template, `Asking {question} of {model.name}`. */
  readonly message?: string;
  /** `info` when absent. */
  readonly level?: Level;
  /** Starts a new trace that links to the caller's span. */
  readonly newTrace?: boolean;
  /** The key of the result under which the stream stands that ends the span. */
  readonly stream?: string;
  /** What reads calls of a library's function: the name under which it is registered with the recorder. */
  readonly reader?: string;
}

/** The site of a function whose source the compiler has seen. */
export interface SourceSite extends Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As JSON has them: patterns as `"/…/i"`. */
  readonly redact?: readonly string[];
}
