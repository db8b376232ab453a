import { formValue, headerValue, jsonValue, userInfo, type Range, type ValueAt } from './syntax.ts';

export const redacted = '[REDACTED]';

/** How far behind a cut a secret is still looked for, so that none shows by half. */
export const longestSecret = 1024;

/** A way to write a name and its value inside a string. */
interface Syntax {
  /** Characters without which there is none; looked for first, because it is cheap. */
  readonly needle: string;
  /** The name is group 1 (there is none where the place itself means a secret); the value begins behind the match. */
  readonly lead: RegExp;
  readonly valueAt: ValueAt;
}

// Linear in the string's length: a lead begins where a run of its characters does and is bounded, and what a value takes up is
// not looked through again.
const syntaxes: readonly Syntax[] = [
  // https://user:pass@host, https://token@host; JSON may escape the slashes
  ...[':/', ':\\'].map((needle) => ({ needle, lead: /:(?:\\{0,7}\/){2}/g, valueAt: userInfo })),
  // A header line: Cookie: …  ; also quoted, as an argument of a command
  { needle: ': ', lead: /(?<=^|[\r\n'"])([\w-]{2,64}): (?=\S)/g, valueAt: headerValue },
  // ?api_key=…  &user[token]=…  ; also form bodies, attributes, and `PASSWORD=…` in connection strings
  { needle: '=', lead: /(?<![\w.%[\]-])([\w.%[\]-]{2,128})[ \t]?=(?![=>~])[ \t]?/g, valueAt: formValue },
  // {"apiKey":"…"} inside a JSON text, which may be inside another one
  { needle: '"', lead: /(?<!\\)\\{0,31}"([\w.%[\]-]{2,128})\\{0,31}"\s{0,4}:\s{0,4}/g, valueAt: jsonValue },
];

/** Secrets that are recognised by how they look: `(kept)(hidden)`. */
const shapes: readonly { readonly needle: string; readonly pattern: RegExp }[] = [
  { needle: 'earer ', pattern: /([Bb]earer )([\w.~+/=-]{12,})/g },
  { needle: 'asic ', pattern: /(^[Bb]asic )((?=\S*[\dA-Z=])[\w+/=-]{8,})$/g },
  { needle: 'eyJ', pattern: /(?<![\w-])()(eyJ[\w-]{10,}\.[\w-]{5,}\.[\w-]{5,})/g },
  { needle: 'PRIVATE KEY', pattern: /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)([^-]+)/g },
];

// All needles: one look decides for nearly every string.
const anyNeedle = /:[ /\\]|["=%]|earer |asic |eyJ|PRIVATE KEY/;

/** These say whether there is a secret, never what it is. */
const harmless = /^(?:true|false|null|undefined|)$/;

type IsSecret = (name: string) => boolean;

/**
 * Hides secrets that show in the string itself: credentials in URLs and forms, bearer tokens, JSON members, private keys.
 * The end of a string that `isCut` may be the middle of a secret.
 *
 * @example
 * hideInText('https://me:pw@host/?token=x', isSecret); // 'https://me:[REDACTED]@host/?token=[REDACTED]'
 */
export function hideInText(text: string, isSecret: IsSecret, isCut = false): string {
  if (!anyNeedle.test(text)) return text;
  if (!text.includes('%')) return hidePlain(text, isSecret, isCut);
  const decoded = text.replace(encodedRun, (run) => {
    if (!isEncoded.test(run)) return run;
    const plain = decodePercent(run);
    const hidden = hidePlain(plain, isSecret, isCut);
    return hidden === plain ? run : encodePercent(hidden);
  });
  return hidePlain(decoded, isSecret, isCut);
}

function hidePlain(text: string, isSecret: IsSecret, isCut: boolean): string {
  let result = text;
  for (const syntax of syntaxes)
    if (result.includes(syntax.needle)) result = hideValues(result, syntax, isSecret, isCut);
  for (const { needle, pattern } of shapes) {
    if (result.includes(needle)) result = result.replace(pattern, `$1${redacted}`);
  }
  return result;
}

function hideValues(text: string, { lead, valueAt }: Syntax, isSecret: IsSecret, isCut: boolean): string {
  let result = '';
  let written = 0;
  lead.lastIndex = 0;
  for (let match = lead.exec(text); match !== null; match = lead.exec(text)) {
    const [, name] = match;
    if (name !== undefined && !meansSecret(decodePercent(name), isSecret)) continue;
    const range = valueAt(text, lead.lastIndex, isCut, match);
    if (range === undefined || isHarmlessAt(text, range)) continue;
    result += `${text.slice(written, range.start)}${redacted}`;
    written = range.end;
    lead.lastIndex = Math.max(lead.lastIndex, written);
  }
  return written === 0 ? text : result + text.slice(written);
}

// Of `user[auth]` the last part says what the value is; the whole may say it, too: `password[0]`.
function meansSecret(name: string, isSecret: IsSecret): boolean {
  const inner = name.endsWith(']') ? name.slice(name.lastIndexOf('[') + 1, -1) : '';
  return isSecret(name) || (inner !== '' && isSecret(inner));
}

function isHarmlessAt(text: string, { start, end }: Range): boolean {
  return end - start < 10 && harmless.test(text.slice(start, end));
}

// What is percent-encoded, such as a URL in the query of another one.

/** Runs of the characters that are left when a string is encoded. */
const encodedRun: RegExp = /(?<![\w.~!*()+%-])[\w.~!*()+%-]{6,}/g;

/** Whether a run has something in it that could come before a secret: an encoded `=`, `:` or `"`. */
const isEncoded: RegExp = /%(?:25)*(?:3d|3a|22)/i;

/** `token%3Dx` → `token=x`, also if it was encoded several times. ASCII only: that is what names are told by. */
function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%(?:25)*([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Encodes again what was decoded, once. */
function encodePercent(text: string): string {
  return text.replace(
    /[ "#$&',/:;<=>?@\\^`{|}]|%(?![\da-f]{2})/gi,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
