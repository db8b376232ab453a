import { createSecretPolicy } from '@bud/value';
import { hideInText } from './hide.ts';

// Formats count bytes: what stands in place of a secret is as long.
const policy = createSecretPolicy({ onSecret: ({ value }) => '*'.repeat(Buffer.byteLength(String(value))) });

/**
 * Bytes that are no text, without the secrets in the text that stands in them: of MessagePack and protocol buffers, of files
 * in forms. What a format compresses or encrypts itself is not seen, and neither are names that stand apart from their values.
 *
 *   0a 33 s k - p r o j - …   ─▶   0a 33 * * * * * * * * …
 *
 * In here, each character stands for a byte.
 */
export function hideInBytes(bytes: Uint8Array): Uint8Array {
  const all = Buffer.from(bytes).toString('latin1');
  return Buffer.from(
    all.replace(textRun, (run, offset: number) => hideInRun(run, all.slice(Math.max(0, offset - 4), offset))),
    'latin1',
  );
}

// Eight characters or more in UTF-8, no controls but those of lines.
const textRun =
  /(?:[\t\n\r -~]|[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}){8,}/g;
// What keys are made of, as long as they are.
const word = /[\w.~:/+=%-]{20,256}/g;
const shortest = 8;

// A number of a field, and the length of a short text.
const mostBehind = 3;

/** Whatever begins at a word; but where a length says that a secret has ended, not the bytes of the format behind it. */
function hideInRun(run: string, before: string): string {
  const counted = hideCounted(run, before);
  const all = hideFrom(hideFrom(run, 0), 1);
  const isHidden = (at: number): boolean => counted[at] !== run[at];
  const isTaken = (at: number): boolean => at < run.length && all[at] !== run[at] && !isHidden(at);
  let shown = '';
  while (shown.length < run.length) {
    const start = shown.length;
    let end = start;
    while (isTaken(end)) end += 1;
    const isBehind = end - start <= mostBehind && start > 0 && isHidden(start - 1);
    if (end > start) shown += (isBehind ? run : all).slice(start, end);
    else shown += isHidden(start) ? counted[start] : all[start];
  }
  return shown;
}

/** What bytes say of the length of what follows: of protocol buffers, MessagePack, or a frame of gRPC. */
function lengthsIn(bytes: string): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0] = Buffer.from(bytes.padStart(4, '\0').slice(-4), 'latin1');
  return [
    d,
    ...(d >= 0xa0 && d < 0xc0 ? [d & 0x1f] : []),
    ...(c >= 0x80 ? [(c & 0x7f) | (d << 7)] : []),
    (c << 8) | d,
    ...(a === 0 ? [(b << 16) | (c << 8) | d] : []),
  ];
}

/** Looks at each part that begins behind its own length, which may look like a letter; at the start of a run, or in a word. */
function hideCounted(run: string, before: string): string {
  let shown = run;
  for (const start of [0, 1, 2])
    for (const length of lengthsIn(before + shown.slice(0, start))) shown = hideFrom(shown, start, start + length);
  return shown.replace(word, (text) => {
    let hidden = text;
    for (let start = 1; start + shortest <= hidden.length; start += 1)
      hidden = hideFrom(hidden, start, start + hidden.charCodeAt(start - 1));
    return hidden;
  });
}

function hideFrom(bytes: string, start: number, end = bytes.length): string {
  if (end - start < shortest || end > bytes.length) return bytes;
  const part = bytes.slice(start, end);
  const text = Buffer.from(part, 'latin1').toString();
  const shown = hideInText(text, (string) => policy.hideIn(string));
  // It may begin in the middle of a character.
  if (shown === text || toBytes(text) !== part) return bytes;
  // JSON that was written anew may have lost some space.
  return bytes.slice(0, start) + toBytes(shown).padEnd(part.length).slice(0, part.length) + bytes.slice(end);
}

function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
