import { json, parsed, plainString, type SecretPolicy } from '@bud/value';

/** How much of a value an event holds. */
export interface DataLimits {
  /** UTF-16 units of the JSON of one value. */
  readonly maxLength: number;
  readonly secrets: SecretPolicy;
}

const longestMessage = 300;

/** A value of the program as JSON has it, without secrets, within the limits. No code of the program runs. */
export function sanitized(value: unknown, { maxLength, secrets }: DataLimits, name?: string): unknown {
  const { value: written, isJson } = json(value, { maxLength, maxString: maxLength, maxDepth: 10, secrets }, name);
  return isJson ? parsed(written) : written;
}

/** A value that was recorded before, and holds no secrets: as it is, unless it is too long. */
export function fitted(value: unknown, limits: DataLimits): unknown {
  const length = typeof value === 'string' ? value.length : (JSON.stringify(value) ?? '').length;
  return length <= limits.maxLength ? value : sanitized(value, limits);
}

/** A sentence for an event. */
export function sentence(text: string, { secrets }: DataLimits): string {
  return plainString(text, {
    maxLength: longestMessage,
    maxString: longestMessage,
    maxDepth: 1,
    secrets,
    format: json,
  });
}
