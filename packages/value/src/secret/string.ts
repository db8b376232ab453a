/**
 * Hides secrets that show in a string.
 *
 *   string ── no sign of any ──────────────────────────────▶ itself, after one regular expression
 *     │ percent-encoded runs, decoded
 *     ├─▶ syntaxes: a name and where its value is ─▶ what the name, and the value, say ─▶ [REDACTED]
 *     └─▶ patterns: what is a secret under any name ───────────────────────────────────▶ [REDACTED]
 *
 * Linear in the string: a lead begins where a run of its characters does and is bounded, and what a value takes up is
 * not looked through again.
 */
import { decodePercent, encodePercent, encodedRun, isEncoded } from './percent.ts';
import { keyPatterns } from './key-pattern.ts';
import { runValue } from './extent.ts';
import { looksSecret } from './look.ts';
import type { NameEvidence } from './name.ts';
import { isReference } from './reference.ts';
import { syntaxes, type Syntax } from './syntax.ts';

/** How far after a cut a secret is still looked for, so that no half of one shows. */
export const longestSecret = 1024;

/** Who decides about what is found. */
export interface Judge {
  /** What a name says of its value: asked first, because values cost more to find. */
  evidence(name: string): NameEvidence | undefined;
  /** What is shown instead of a secret, if anything is; the name is '' where the place or a pattern is the evidence. */
  replace(name: string, secret: string): string | undefined;
}

/** Where a syntax may be: what is in every needle, and often not what only looks like one. */
const anyNeedle = /[=%"]|:\D|'(?:,|(?<= '))|<\/|-u|--\w/;

/** Decides for nearly all strings, so that these cost one test. */
const anySign = new RegExp([anyNeedle, ...keyPatterns.map(({ sign }) => sign)].map(({ source }) => source).join('|'));

/**
 * Hides secrets that show in the string itself: credentials in URLs and forms, members of JSON, keys of providers.
 * Of a string that `isCut`, the end may be the middle of a secret; of one that `isTail`, the beginning.
 *
 * @example
 * hideIn('https://me:pw@host/?password=x', judge); // 'https://me:[REDACTED]@host/?password=[REDACTED]'
 */
export function hideIn(text: string, judge: Judge, isCut = false, isTail = false): string {
  if (!anySign.test(text)) return text;
  if (!text.includes('%')) return hidePlain(text, judge, isCut, isTail);
  const decoded = text.replace(encodedRun, (run) => {
    if (!isEncoded.test(run)) return run;
    const plain = decodePercent(run);
    const hidden = hidePlain(plain, judge, isCut, false);
    return hidden === plain ? run : encodePercent(hidden);
  });
  return hidePlain(decoded, judge, isCut, isTail);
}

function hidePlain(text: string, judge: Judge, isCut: boolean, isTail: boolean): string {
  let result = text;
  for (const syntax of syntaxes) if (result.includes(syntax.needle)) result = hideValues(result, syntax, judge, isCut);
  for (const { sign, pattern, runs, begun, ended } of keyPatterns) {
    if (!sign.test(result)) continue;
    result =
      runs === undefined
        ? hideMatches(result, pattern, judge)
        : result.replace(runs, (run) => hideMatches(run, pattern, judge));
    if (isCut && begun !== undefined) result = hideMatches(result, begun, judge);
    if (isTail && ended !== undefined) result = hideMatches(result, ended, judge);
  }
  return result;
}

function hideMatches(text: string, pattern: RegExp, judge: Judge): string {
  return text.replace(pattern, (match: string, kept: string) => {
    const secret = match.slice(kept.length);
    return kept + (judge.replace('', secret) ?? secret);
  });
}

function hideValues(text: string, { lead, valueAt, isDoubtful = false }: Syntax, judge: Judge, isCut: boolean): string {
  let result = '';
  let written = 0;
  lead.lastIndex = 0;
  for (let match = lead.exec(text); match !== null; match = lead.exec(text)) {
    const named = nameIn(match, judge);
    if (named === undefined) continue;
    const { name, evidence } = named;
    const isStrong = evidence === 'strong';
    const range = (isStrong ? valueAt : runValue)(text, lead.lastIndex, isCut, match);
    if (range === undefined || isReference(text, range, name)) continue;
    const secret = text.slice(range.start, range.end);
    if ((isDoubtful || !isStrong) && !looksSecret(secret, evidence === 'label')) continue;
    result += text.slice(written, range.start) + (judge.replace(name, secret) ?? secret);
    written = range.end;
    lead.lastIndex = Math.max(lead.lastIndex, written);
  }
  return written === 0 ? text : result + text.slice(written);
}

interface Named {
  readonly name: string;
  readonly evidence: NameEvidence;
}

/** The name that a lead holds, '' if its place says enough; undefined if it says nothing. */
function nameIn(match: RegExpExecArray, judge: Judge): Named | undefined {
  const written = match[3] ?? match[2] ?? match[1];
  if (written === undefined) return { name: '', evidence: 'strong' };
  const whole = decodePercent(written);
  // Of `user[auth]` the last part says what the value is; the whole may say it, too: `password[0]`.
  const inner = whole.endsWith(']') ? whole.slice(whole.lastIndexOf('[') + 1, -1) : '';
  for (const name of [whole, inner]) {
    const evidence = name === '' ? undefined : judge.evidence(name);
    if (evidence !== undefined) return { name, evidence };
  }
  return undefined;
}
