/**
 * Other dialects, written beside our own attributes when a span ends:
 *
 *   a name, or a convention of the program's own ─ conventionsOf ─▶ Convention: what it adds to a span
 *     ├─ openinference   Arize Phoenix and its relatives
 *     │    └─ openinference-messages   what was said to a model, as they nest it
 *     ├─ langfuse
 *     └─ values          what a call took and gave, as one value; what a model was asked with
 */
import type { Convention } from '../options/options.ts';
import { closestHint } from '../options/spelling.ts';
import { langfuse } from './langfuse.ts';
import { openinference } from './openinference.ts';

/** The dialects that this package knows by name. */
const known: Readonly<Record<string, Convention>> = { openinference, langfuse };

/** Conventions by name, or as they were given. Throws a `TypeError` for a name that nobody has. */
export function conventionsOf(given: readonly (Convention | string)[]): readonly Convention[] {
  return given.map((entry) => {
    const convention = typeof entry === 'string' ? known[entry] : entry;
    if (convention !== undefined) return convention;
    const name = typeof entry === 'string' ? entry : entry.name;
    const accepted = [...Object.keys(known), '`genai(…)` and `vercel()` from `@bud/llm/conventions`'].join(', ');
    const hint = closestHint(name, Object.keys(known)) ?? `accepted: ${accepted}`;
    throw new TypeError(`configure() options: unknown convention "${name}" (${hint}).`);
  });
}
