import type { Convention } from '../options/options.ts';

/** The dialects that this package knows by name. */
const known: Readonly<Record<string, Convention>> = {};

/** Conventions by name, or as they were given. Throws a `TypeError` for a name that nobody has. */
export function conventionsOf(given: readonly (Convention | string)[]): readonly Convention[] {
  return given.map((entry) => {
    const convention = typeof entry === 'string' ? known[entry] : entry;
    if (convention !== undefined) return convention;
    const accepted = [...Object.keys(known), '`genai(…)` and `vercel()` from `@bud/llm/conventions`'].join(', ');
    throw new TypeError(
      `configure() options: unknown convention "${typeof entry === 'string' ? entry : entry.name}" (accepted: ${accepted}).`,
    );
  });
}
