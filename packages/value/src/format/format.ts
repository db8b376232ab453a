/**
 * What every format of values keeps to:
 *
 *   Format(value, limits, name?) ─▶ FormattedValue      json and inspect are the two there are
 *   plainString(value)             ─▶ part of a sentence: a string as it is, the rest as the format writes it
 *     └─ cut                        secrets hidden, then the middle left out, no character torn
 */
import { shownString, wellFormed } from './cut.ts';
import type { SecretPolicy } from '../secret/policy.ts';

/** How values are recorded. */
export interface ValueLimits {
  /** UTF-16 units of one attribute. */
  readonly maxLength: number;
  /** UTF-16 units of one string inside a value. */
  readonly maxString: number;
  /** Nesting that is still opened. */
  readonly maxDepth: number;
  readonly secrets: SecretPolicy;
}

/** A value as an attribute of a span. */
export interface FormattedValue {
  readonly value: string | number | boolean;
  /** Whether the value is JSON text, which a viewer can read back. */
  readonly isJson: boolean;
}

/** Makes an attribute of a value; `name` is what the value is called, if it is called anything. */
export type Format = (value: unknown, limits: ValueLimits, name?: string) => FormattedValue;

/** The limits, and the format that keeps them. */
export interface ValueOptions extends ValueLimits {
  readonly format: Format;
}

/** A value as part of a sentence: a string is itself, anything else as the format writes it. */
export function plainString(value: unknown, options: ValueOptions): string {
  if (typeof value !== 'string') return String(options.format(value, options).value);
  return wellFormed(shownString(value, options.maxLength, options.secrets));
}
