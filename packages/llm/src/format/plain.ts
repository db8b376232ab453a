/** An object of JSON, or a request of the program: every member may be missing or of another type. */
export type Plain = Readonly<Record<string, unknown>>;

/** The value as an object whose members can be asked for; an empty one if it is none. */
export function plain(value: unknown): Plain {
  // Proof of the cast: members of any object may be read, and are unknown.
  return typeof value === 'object' && value !== null ? (value as Plain) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
