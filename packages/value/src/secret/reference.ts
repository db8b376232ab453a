/** What stands where a secret could and is none: nothing, a placeholder, a type, or source text that refers to one. */

import type { Range } from './extent.ts';

/** Whatever it stands in: nothing, and what is to be filled in. */
const placeholders: readonly RegExp[] = [
  // also `${TOKEN}`, `$TOKEN`, `$(cat key)`, `{{ token }}`, `{token}`, `<token>`, `%TOKEN%`, `%(token)s`, `:token`
  /^["'`]?(?:(?:bearer|basic|token) ?)?(?:true|false|null|undefined|none|nil|nan|\W?redacted\W?.*|x{3,}|your[_-][a-z_-]*(?:key|token|secret|password)[a-z_-]*|\*{3,}|\.{2,}|…|[|>][+-]?|\?|read|write|include|omit|same-origin|[~^]?\d+\.\d+\.\d+|\$\d{1,2}|%s|\$\{.*|\$[A-Z_][A-Z\d_]*|\$\(.*|\{\{.*|\{[\w.]*(?:\[[^\]]*\])?\}|<[^<>]{1,64}>|%[A-Z_]+%|%\(\w+\)s|[:@][A-Za-z_]{3,}|secrets\.\w+ ?\}\})?["'`]?[,;)}\]]*$/i,
  // JSON Schema, as tools describe their parameters with; one that has a value of any kind in it does not count.
  /^\{\s*\\*"type\\*":\s*\\*"(?:string|number|integer|boolean|object|array)\\*"(?![\s\S]*"(?:value|default|const|enum|examples?)\\*":)/,
];

/** In source text, outside of quotes. */
const sources: readonly RegExp[] = [
  // a type
  /^&?(?:string|str|number|int|bool(?:ean)?|any|unknown|object|bytes|Buffer|text|varchar|SecretStr|[zt]\.\w+)(?:$|\s*$|[[(),;=?|{}]| [=|&{]| not null| unique)/i,
  // `getToken()`, `await vault.read(`, `$_ENV[`
  /^\$_[A-Z]+\[|^(?:await |new |yield |!|\()*[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::|->)[A-Za-z_$][\w$]*|\[[^\]]*\])*\??\.?\(/,
  // `options.apiKey`, `process.env["API_KEY"]`, `$this->password`: words with dots between them
  /^(?:await |!|\.\.\.)?[A-Za-z_$]+(?:[?!]?(?:\.|->|::)[A-Za-z_$]+)*(?:[?!]?(?:\.|->|::)[A-Za-z_$]+[!,;)}\]]*$|\[|[?!]?(?:\.|->|::)[A-Za-z_$]+[^\w$.])/,
  // `token,`, `password || 'none'`
  /^(?:await |new |typeof |!)?[A-Za-z_$]+(?:(?:\?\.|\.)[A-Za-z_$]+)*(?:[!?]?[,;)}\]]|!$| (?:\|\||\?\?|&&|\+|===?|!==?|\?|as|satisfies|if|for|and|or) )/,
  /^(?:await|new|typeof|not|lambda|function|async|yield)$/,
];
// `password = hash;` at the end of a line.
const statement = /^ [A-Za-z_$.]+;\s*(?:$|\r?\n)/;
const path = /^!?[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*/;

/** What is longer refers to nothing; this also bounds how often a part of a string is looked at. */
const longestReference = 200;

/** Whether what is in the range only refers to a secret, or says that there is none. */
export function isReference(text: string, { start, end }: Range, name: string): boolean {
  if (end - start > longestReference) return false;
  const value = text.slice(start, end);
  if (placeholders.some((pattern) => pattern.test(value))) return true;
  if (/^<[a-z][^<>\n]{1,64}>/i.test(text.slice(start, start + 66))) return true;
  if (/["'`]/.test(text[start - 1] ?? '')) return false;
  return (
    sources.some((pattern) => pattern.test(value)) ||
    (text[end] === ';' && statement.test(text.slice(start - 1, end + 8))) ||
    isSameName(value, name)
  );
}

/** `apiKey: options.apiKey`, `api_key=api_key`: a value that is called as what it is for. */
function isSameName(value: string, name: string): boolean {
  const last = path.exec(value)?.[0] ?? '';
  const [said = '', wanted = ''] = [last, name].map((part) => part.replace(/^.*\.|[^A-Za-z]/g, '').toLowerCase());
  return wanted.length > 3 && said.endsWith(wanted) && !/\d[^.]*$/.test(last);
}
