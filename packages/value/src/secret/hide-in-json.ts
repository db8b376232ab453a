/** Deeper than what anybody reads; what is below is searched as text only. */
const deepest = 32;

// A string in which there may be more than a word: lines, quotes, or names with values.
const mayHoldMore = /[\n"'=:\\]/;

/**
 * A JSON text without secrets. What shows in the text is hidden as in any other; in JSON a string may hold lines, code and
 * again JSON, whose secrets show only when it is read. Text in which nothing is found comes back as it was, to the byte.
 *
 * @example
 * import { createSecretPolicy, hideInJson } from '@bud/value';
 *
 * const secrets = createSecretPolicy({});
 * const noted = JSON.stringify({ note: JSON.stringify({ password: 'hunter2' }) });
 * hideInJson(noted, (string) => secrets.hideIn(string)); // '{"note":"{\\"password\\":\\"[REDACTED]\\"}"}'
 */
export function hideInJson(source: string, hide: (string: string) => string): string {
  const shown = hide(source);
  if (!/^\s*[[{]/.test(shown) || !shown.includes('\\')) return shown;
  let parsed: unknown;
  try {
    parsed = JSON.parse(shown);
  } catch {
    // Cut in the middle, or no JSON after all.
    return shown;
  }
  const scrubbed = scrubPart(parsed, hide, 0);
  return scrubbed === parsed ? shown : JSON.stringify(scrubbed);
}

/** Gives the very part when nothing in it was changed. */
function scrubPart(part: unknown, hide: (string: string) => string, depth: number): unknown {
  if (typeof part === 'string') return mayHoldMore.test(part) ? hideInJson(part, hide) : part;
  if (typeof part !== 'object' || part === null || depth > deepest) return part;
  const entries = Object.entries(part);
  const shown = entries.map(([name, value]) => [name, scrubPart(value, hide, depth + 1)] as const);
  if (shown.every(([, value], index) => value === entries[index]?.[1])) return part;
  return Array.isArray(part) ? shown.map(([, value]) => value) : Object.fromEntries(shown);
}
