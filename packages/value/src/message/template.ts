/**
 * What a span says in words:
 *
 *   'Asking {question} of {model.name}' ─ parseTemplate ─▶ strings and placeholders: checked by the compiler
 *     └─ formatTemplate(captured values) ─▶ the message: made by the recorder
 *   exception   the other words of a span: name, message and stack of what was thrown
 */
import { cutMiddle, wellFormed } from '../format/cut.ts';
import { plainString, type ValueOptions } from '../format/format.ts';
import { append, isReflectable } from '../reflect/natives.ts';
import { ownData } from '../reflect/prototypes.ts';
import { nameOfValue } from '../secret/place.ts';

/** A captured value in a message, or something inside it. */
export interface Placeholder {
  /** As written, with its braces. */
  readonly source: string;
  /** Which captured value; what is not a path (`{a b}`) names none. */
  readonly name: string;
  /** From the captured value to what the message shows of it. */
  readonly keys: readonly string[];
  /** What stands before the value: `model.name=` for `{model.name=}`, otherwise nothing. */
  readonly label: string;
}

/** A message template as its parts, in order; strings stand for themselves. */
export type Template = readonly (string | Placeholder)[];

// An escaped brace or what is in a pair of them; all else stands for itself, lone braces included.
const special = /\{\{|\}\}|\{([^{}]+)\}/g;
const path = /^([^\s.[\]=]+)((?:\.[^\s.[\]=]+|\[[^\s.[\]="']+\])*)=?$/;

/**
 * Takes a message template apart: `{question}`, `{model.name}`, `{messages[0].content}`, `{question=}` for the value
 * with its name, `{{` and `}}` for braces.
 *
 * @example
 * parseTemplate('Hi {user.name}'); // ['Hi ', { source: '{user.name}', name: 'user', keys: ['name'], label: '' }]
 */
export function parseTemplate(source: string): Template {
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  for (const { 0: whole, 1: inside, index } of source.matchAll(special)) {
    append(parts, source.slice(end, index));
    append(parts, inside === undefined ? whole.slice(1) : placeholderOf(whole, inside.trim()));
    end = index + whole.length;
  }
  append(parts, source.slice(end));
  return parts.filter((part) => part !== '');
}

function placeholderOf(source: string, inside: string): Placeholder {
  const [, name = inside, rest = ''] = path.exec(inside) ?? [];
  return {
    source,
    name,
    keys: rest.split(/[.[\]]+/).filter((key) => key !== ''),
    label: inside.endsWith('=') ? inside : '',
  };
}

/**
 * Fills a template from captured values. A string is inserted bare, anything else as the format writes it; a placeholder that
 * names nothing captured stays as it was written.
 *
 * @example
 * formatTemplate(parseTemplate('Asking {model.name}'), ['model'], [{ name: 'small' }], options); // 'Asking small'
 */
export function formatTemplate(
  template: Template,
  names: readonly string[],
  values: readonly unknown[],
  options: ValueOptions,
): string {
  const filled = template.map((part) => {
    if (typeof part === 'string') return part;
    const index = names.indexOf(part.name);
    return index === -1 ? part.source : part.label + valueAt(part, values[index], options);
  });
  return wellFormed(cutMiddle(filled.join(''), options.maxLength));
}

/** A secret on the way hides all that is below it, as it does where the whole value is shown. */
function valueAt({ name, keys }: Placeholder, value: unknown, options: ValueOptions): string {
  const { secrets } = options;
  const replacementOf = (key: string, path: readonly string[], found: unknown): string | undefined =>
    secrets.isSecret(key, found) ? secrets.replacement({ key, path, value: found }) : undefined;
  let replacement = replacementOf(name, [name], value);
  let current = value;
  let outer: object | undefined;
  let holderName: string | undefined = name;
  for (const [index, key] of keys.entries()) {
    if (replacement !== undefined) return replacement;
    // Accessors and proxies would run user code: for a message they are as good as absent.
    const holder = isReflectable(current) ? current : undefined;
    current = ownData(holder, key);
    const isElement = Array.isArray(holder) && isDigits(key);
    const place = holder && { value: current, holder, key, isElement, outer, holderName };
    const found = (place && nameOfValue(secrets, place)) || key;
    replacement = replacementOf(found, [name, ...keys.slice(0, index + 1)], current);
    outer = holder;
    holderName = key;
  }
  return replacement ?? plainString(current, options);
}

function isDigits(key: string): boolean {
  return /^\d+$/.test(key);
}
