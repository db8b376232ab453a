/** What nodes know: results of nodes, `flow_id`, and `errors` by node. */
export type FlowState = Record<string, unknown>;

const placeholder = /\{\{\s*state\.([\w.-]+)\s*\}\}/g;
const anything = /\{\{(.*?)\}\}/gs;

/** What stands in braces and is no `state.path`. */
export function unknownPlaceholders(text: string): readonly string[] {
  return [...text.matchAll(anything)].map(([whole]) => whole).filter((whole) => !new RegExp(placeholder).test(whole));
}

/** A value with the state's values in it: a placeholder alone is the value itself, inside of a string its text. */
export function filled(value: unknown, state: FlowState): unknown {
  if (typeof value === 'string') return filledString(value, state);
  if (Array.isArray(value)) return value.map((item) => filled(item, state));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, state)]));
}

function filledString(text: string, state: FlowState): unknown {
  const [alone] = text.matchAll(placeholder);
  if (alone?.[0] === text.trim()) return valueAt(state, alone[1] ?? '');
  return text.replaceAll(placeholder, (_, path: string) => textOf(valueAt(state, path)));
}

/** Whether a condition holds; one that is absent does. */
export function holds(condition: string | undefined, state: FlowState): boolean {
  if (condition === undefined) return true;
  const isNegated = condition.trimStart().startsWith('not ');
  const value = filledString(isNegated ? condition.trimStart().slice('not '.length) : condition, state);
  return isNegated !== (Boolean(value) && value !== 'false');
}

/** The member at a path; only members of its own count. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    // Proof of the cast: it is a member of its own.
    current = (current as Readonly<Record<string, unknown>>)[part];
  }
  return current;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
