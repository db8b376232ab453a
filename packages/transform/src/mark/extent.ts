import { isSwitch, settingKey } from '../config/settings.ts';

/**
 * What belongs to the mark whose word ends at `from`, with the same offsets as in the comment: the rest of its line, up to
 * the next JSDoc tag, and the lines after it that go on with it. The stars that such lines begin with become spaces.
 *
 *      * @track type=llm ignore=client,
 *      *   apiKey captureOutput=false
 *      * Asks the model.                      not the mark's: it begins with neither a key nor a switch
 */
export function markSource(value: string, from: number): string {
  let end = endOfLine(value, from);
  let source = value.slice(from, end);
  for (let next = lineAfter(value, end); next !== null; next = lineAfter(value, end)) {
    end = endOfLine(value, next.start);
    const line = value.slice(next.start, end);
    if (!goesOn(source, line)) break;
    source += `${next.lead}${line}`;
  }
  return source.trimEnd();
}

const lead = /(?<end>\r\n|[\n\r\u2028\u2029])(?<indent>[ \t]*\**)/y;

/** Where what the next line says begins, and what stands for what is before it. */
function lineAfter(value: string, end: number): { readonly start: number; readonly lead: string } | null {
  lead.lastIndex = end;
  const match = lead.exec(value)?.groups;
  if (match === undefined) return null;
  const [lineEnd = '', indent = ''] = [match['end'], match['indent']];
  return { start: end + lineEnd.length + indent.length, lead: lineEnd + ' '.repeat(indent.length) };
}

/** A line that begins with a key, names a switch and nothing else, or has the next item of a list. */
function goesOn(before: string, line: string): boolean {
  const written = line.trim();
  if (written === '') return false;
  if (/^[\w.-]+=(?!=)/.test(written) || /,\s*$/.test(before)) return true;
  const key = settingKey(written);
  return key !== null && isSwitch(key);
}

/** Quotes protect an `@` in them, and never reach beyond their line. */
function endOfLine(value: string, from: number): number {
  let quote = '';
  for (let at = from; at < value.length; at++) {
    const character = value[at];
    if (character === '\n' || character === '\r' || character === '\u2028' || character === '\u2029') return at;
    if ((character === '"' || character === "'") && value[at - 1] !== '\\') {
      if (quote === '' && !/[=,[\s]/.test(value[at - 1] ?? '')) continue;
      quote = quote === character ? '' : quote || character;
    }
    if (character === '@' && quote === '' && /[\s*]/.test(value[at - 1] ?? '')) return at;
  }
  return value.length;
}
