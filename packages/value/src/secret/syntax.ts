/** The ways to write a name and its value in a string: where the name is, and where to look for the value. */
import { bareValue, formValue, lineValue, memberValue, quotedOr, userInfo, type ValueAt } from './extent.ts';

/** A way to write a name and its value in a string. */
export interface Syntax {
  /** A character sequence without which there is none; looked for first, because it is cheap. */
  readonly needle: string;
  /** The name is the last group (there is none where the place itself means a secret); the value follows the match. */
  readonly lead: RegExp;
  readonly valueAt: ValueAt;
  /** Whether what looks like a name and its value may be something else: then the value has to look like a secret. */
  readonly isDoubtful?: boolean;
}

const name = '[\\w.%[\\]$\\u00a1-\\uffff-]';

/** A word among others: only one that has more than letters in it, and that no bracket makes a call. */
const word = bareValue(/(?=[^\s,;)}\]'"`<>|]{0,255}[\d!@#$%^&*+/=])[^\s,;)}\]'"`<>|]*/y);
const quotedOrWord = quotedOr(word);
const quoted = quotedOr(() => undefined);

export const syntaxes: readonly Syntax[] = [
  // https://user:pass@host, https://token@host; JSON may escape the slashes
  ...[':/', ':\\'].map((needle) => ({ needle, lead: /:(?:\\{0,7}\/){2}/g, valueAt: userInfo })),
  // {"name":"authorization","value":"…"} and { name: 'X', value: '…' }, also over two lines of YAML
  {
    needle: 'alue',
    lead: /\b(?:name|key|header)\\{0,31}["']?[ \t]?[:=]\s{0,4}\\{0,31}["']?([\w.\u00a1-\uffff-]{2,64})\\{0,31}["']?[ \t]{0,4},?\s{0,32}\\{0,31}["']?value\\{0,31}["']?[ \t]?[:=]\s{0,4}/gi,
    valueAt: memberValue,
  },
  // {"apiKey":"…"} inside a string, whose JSON may be inside other JSON
  { needle: '"', lead: /"([^"\\\r\n{}:,]{2,128})\\{0,31}"\s{0,4}:\s{0,4}/g, valueAt: memberValue },
  // { 'api-key': '…' }, Map { 'api-key' => '…' }; also Python's
  {
    needle: '',
    lead: /(['"`])([^'"`\\\r\n{}:,]{2,64})\1(?:: {0,4}| ?=> ?)(?=[fbru]{0,2}['"`])/g,
    valueAt: memberValue,
  },
  // Cookie: …  on a line of its own, of headers, YAML or a log; also quoted, as an argument of a command
  {
    needle: ':',
    lead: /(?:^|[\r\n'"]|\\n)[ \t]{0,64}(?:[-*><] )?([\w.\u00a1-\uffff-]{2,64}(?: [\w\u00a1-\uffff-]{2,24}){0,2}) ?: {1,4}(?=[^\s'"`])/g,
    valueAt: lineValue,
  },
  // { apiKey: '…' }, password: …, and what is written with =: queries, forms, attributes, variables (also with their
  // types, apiKey: string = '…'), connection strings
  {
    needle: '',
    // The separator first, because it is rarer than what could be a name.
    lead: new RegExp(
      `(?:=(?![=>~])[ \\t]?|(?::|=>) ?(?=\\S))(?<=(?<!${name})(${name}{2,128})(?:(?:["']\\])?(?:: ?&?[sS]tr(?:ing)?)?[ \\t]?:?=>?[ \\t]?|: ?))`,
      'g',
    ),
    valueAt: (text, start, isCut, lead) =>
      (/=[ \t]?$/.test(lead[0]) ? formValue : /[^>] $/.test(lead[0]) ? quotedOrWord : quoted)(text, start, isCut, lead),
  },
  // --api-key …, where no sentence explains it
  {
    needle: '--',
    lead: /(?<=^|[\s"'])--([\w.\u00a1-\uffff-]{2,64})[ ]{1,4}(?=[^\s-])(?!(?:an?|and|argument|as|by|can|flags?|for|from|if|in|is|must|on|option|or|should|the|to|value|was|will|with)\b)/g,
    valueAt: quotedOr(bareValue(/[^\s'"`]*/y)),
  },
  // curl -u name:…
  {
    needle: '-u',
    lead: /(?<=^|\s)(?:-u|--user)[ =]['"]?(?!\d+:\d+\b)[^\s:'"]{1,64}:(?=[^\s:'"])/g,
    valueAt: word,
  },
  // headers.set('authorization', '…')
  {
    needle: '(',
    lead: /\b(?:set\w*|append|add|put|header)\(\s?(['"])([\w.\u00a1-\uffff-]{2,64})\1,\s?(?=['"`])/g,
    valueAt: memberValue,
  },
  // ['authorization', '…'], or a list of names
  {
    needle: ',',
    lead: /(?<![\w'"])(['"])([\w.\u00a1-\uffff-]{2,64})\1, ?(?=['"`])/g,
    valueAt: memberValue,
    isDoubtful: true,
  },
  // <password>…</password>
  {
    needle: '</',
    lead: /<(?:[\w-]{1,32}:)?([\w.\u00a1-\uffff-]{2,64})>(?=[^<\s])/g,
    valueAt: bareValue(/[^<\r\n]*/y),
  },
  // IDENTIFIED BY '…'
  { needle: " '", lead: /\b(?:IDENTIFIED BY|PASSWORD) (?=')/gi, valueAt: memberValue },
];
