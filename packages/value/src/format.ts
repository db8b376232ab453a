import type { SecretPolicy } from './secret/policy.ts';

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
export interface AttributeText {
  readonly value: string | number | boolean;
  /** Whether the value is JSON text, which a viewer can read back. */
  readonly isJson: boolean;
}

/** Makes attributes of values; `name` is what the value is called, if it is called anything. */
export type Format = (value: unknown, limits: ValueLimits, name?: string) => AttributeText;
