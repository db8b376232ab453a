const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** JSON as an ECMAScript literal, `{ name: "ask", inputs: ["q"] }`; never a prototype set by accident. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${objectKey(key)}: ${literal(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A key of an object literal; a plain `__proto__: p` would set the prototype. */
export function objectKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return identifier.test(key) ? key : JSON.stringify(key);
}

/** Reads a property: `.run`, `["not an identifier"]`. */
export function property(key: string): string {
  return identifier.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}
