/** What stands where a secret could and is none: nothing, a placeholder, a type, or source text that refers to one. */

import type { Range } from './extent.ts';

const nothing =
  /^["'`]?(?:true|false|null|undefined|none|nil|nan|(?:bearer|basic|token) ?|\W?redacted\W?.*|\*{3,}|\.{2,}|…|[|>][+-]?|\?|read|write|[~^]?\d+\.\d+\.\d+|\$\d{1,2}|%s)?["'`]?[,;)}\]]*$/i;

// `${TOKEN}`, `$TOKEN`, `$(cat key)`, `{{ token }}`, `{token}`, `<token>`, `%TOKEN%`, `%(token)s`, `:token`
const placeholder =
  /^["'`]?(?:(?:bearer|basic|token) )?(?:\$\{.*|\$[A-Z_][A-Z\d_]*|\$\(.*|\{\{.*|\{[\w.]*(?:\[[^\]]*\])?\}|<[^<>]{1,64}>|%[A-Z_]+%|%\(\w+\)s|[:@][A-Za-z_]{3,}|secrets\.\w+ ?\}\})["'`]?[,;)}\]]*$/i;

const type =
  /^(?:string|str|number|int|bool(?:ean)?|any|unknown|object|bytes|Buffer|text|varchar|SecretStr|[zt]\.\w+)(?:$|\s*$|[[(),;=?|{}]| [=|&{]| not null| unique)/i;

const call =
  /^\$_[A-Z]+\[|^(?:await |new |yield |!|\()*[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::|->)[A-Za-z_$][\w$]*|\[[^\]]*\])*\??\.?\(/;
// `options.apiKey`, `process.env["API_KEY"]`, `$this->password`: words with dots between them
const member =
  /^(?:await |!|\.\.\.)?[A-Za-z_$]+(?:[?!]?(?:\.|->|::)[A-Za-z_$]+)*(?:[?!]?(?:\.|->|::)[A-Za-z_$]+[!,;)}\]]*$|\[|[?!]?(?:\.|->|::)[A-Za-z_$]+[^\w$.])/;
const words =
  /^(?:await |new |typeof |!)?[A-Za-z_$][A-Za-z_$]*(?:(?:\?\.|\.)[A-Za-z_$]+)*(?:[!?]?[,;)}\]]|!$| (?:\|\||\?\?|&&|\+|===?|!==?|\?|as|satisfies|if|for|and|or) )/;
const keyword = /^(?:await|new|typeof|not|lambda|function|async|yield)$/;
const path = /^!?[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*/;

// JSON Schema, as tools describe their parameters with; one that has a value of any kind in it does not count.
const schema =
  /^\{\s*\\*"type\\*":\s*\\*"(?:string|number|integer|boolean|object|array)\\*"(?![\s\S]*"(?:value|default|const|enum|examples?)\\*":)/;

/** What is longer refers to nothing; this also bounds how often a part of a string is looked at. */
const longest = 200;

/** Whether what is in the range only refers to a secret, or says that there is none. */
export function isReference(text: string, { start, end }: Range, name: string): boolean {
  if (end - start > longest) return false;
  const value = text.slice(start, end);
  if (nothing.test(value) || placeholder.test(value) || schema.test(value)) return true;
  if (/^<[a-z][^<>\n]{1,64}>/i.test(text.slice(start, start + 66))) return true;
  if (/["'`]/.test(text[start - 1] ?? '')) return false;
  return (
    type.test(value) ||
    call.test(value) ||
    member.test(value) ||
    keyword.test(value) ||
    words.test(value) ||
    isStatement(text, start, end, value) ||
    isSameName(value, name)
  );
}

/** `password = hash;` at the end of a line. */
function isStatement(text: string, start: number, end: number, value: string): boolean {
  return (
    text[start - 1] === ' ' &&
    text[end] === ';' &&
    /^;\s*(?:$|\r?\n)/.test(text.slice(end, end + 8)) &&
    /^[A-Za-z_$.]+$/.test(value)
  );
}

/** `apiKey: options.apiKey`, `api_key=api_key`: a value that is called as what it is for. */
function isSameName(value: string, name: string): boolean {
  const last = path.exec(value)?.[0].split('.').at(-1) ?? '';
  const [said, wanted] = [last, name.split('.').at(-1) ?? ''].map((part) =>
    part.replace(/[^A-Za-z]/g, '').toLowerCase(),
  );
  return said !== undefined && wanted !== undefined && wanted.length > 3 && said.endsWith(wanted) && !/\d/.test(last);
}
