/**
 * Values as OpenTelemetry attributes that can be read back:
 *
 *   string, finite number, boolean ─→ themselves
 *   undefined, NaN, 10n, Date, URL,
 *   function, symbol, proxy ────────→ a string
 *   object, array, null ────────────→ JSON text: whole.ts, and where that is too long, fitted.ts
 *
 * Both ask outline/ what there is to an object, walk.ts for its members and member-name.ts for what those are called, so
 * that what is seen, what is hidden and what is never run is decided once.
 */
import { shownString, wellFormed } from '../format/cut.ts';
import type { Format } from '../format/format.ts';
import { written } from './fitted.ts';
import { outlineAt, startWalk } from './walk.ts';

/**
 * The format that tracking uses by default.
 *
 * Within the limits, plain data is written as `JSON.stringify` writes it; beyond them it is cut and still JSON. What
 * JSON has no word for is a string: `"10n"`, `"[Function load]"`, `"[Circular]"`, `"[Getter]"`. Objects of classes begin
 * with `"@type"`. Secrets are replaced. Work is bounded by the limits, and no code of the program runs.
 *
 * @example
 * json({ id: 1, tags: ['a'] }, options); // { value: '{"id":1,"tags":["a"]}', isJson: true }
 */
export const json: Format = (value, limits, name) => {
  const { maxLength, secrets } = limits;
  if (value === undefined) return { value: 'undefined', isJson: false };
  const walk = startWalk(limits, name);
  const outline = outlineAt(walk, value, maxLength);
  if (typeof outline === 'string')
    return { value: wellFormed(shownString(outline, maxLength, secrets)), isJson: false };
  if (outline === null) return { value: 'null', isJson: true };
  if (typeof outline !== 'object') return { value: outline, isJson: false };
  return { value: written(walk, value, maxLength) ?? nothing(maxLength), isJson: true };
};

/** What a limit leaves that is too small for anything of a value. */
function nothing(maxLength: number): string {
  return maxLength < 3 ? '""' : '"…"';
}
