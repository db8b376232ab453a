export const redacted = '[REDACTED]';

/** How far behind a cut a secret is still looked for, so that none shows by half. */
export const longestSecret = 1024;

/** Something in a text that may be a secret: what is kept before it, what is hidden, what is kept after it. */
interface TextPattern {
  /** A character sequence without which the pattern cannot match; looked for first, because it is cheap. */
  readonly needle: string;
  readonly pattern: RegExp;
  /** Index of the group that holds a name; the match counts only if the name means a secret. */
  readonly named?: boolean;
}

// Every pattern is `(kept)(hidden)`, or `(kept)(name)(kept)(hidden)` when named. None backtracks over unbounded input.
const textPatterns: readonly TextPattern[] = [
  // https://user:pass@host, the password up to the last @ of the authority; https://token@host
  { needle: '://', pattern: /(:\/\/[^\s/?#@:]{0,256}:)([^\s/?#]{1,1024})(?=@)/g },
  { needle: '://', pattern: /(:\/\/)([^\s/?#@:'"]{8,512})(?=@)/g },
  // A header line: Cookie: …
  { needle: ': ', pattern: /(^|[\r\n])([\w-]{2,64})(: )([^\r\n]{1,1024})/g, named: true },
  // ?api_key=…  &token=…  ; also form bodies and `PASSWORD=…` in connection strings
  { needle: '=', pattern: /((?:^|[?&;\s#]))([\w.%-]{2,64})(\s?=\s?)([^\s&;#'"]{1,1024})/g, named: true },
  // {"apiKey":"…"} inside a JSON text
  { needle: '":', pattern: /(")([\w.-]{2,64})("\s{0,4}:\s{0,4}")((?:[^"\\]|\\.){1,1024})/g, named: true },
  { needle: 'earer ', pattern: /([Bb]earer )([\w.~+/=-]{12,})/g },
  { needle: 'asic ', pattern: /(^[Bb]asic )((?=[^\s]*[\dA-Z=])[\w+/=-]{8,})$/g },
  { needle: 'eyJ', pattern: /(\b)(eyJ[\w-]{10,}\.[\w-]{5,}\.[\w-]{5,})/g },
  { needle: 'PRIVATE KEY', pattern: /(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----)([^-]{1,8192})/g },
];

// One look at a text decides for nearly all of them.
const anyNeedle = new RegExp(textPatterns.map(({ needle }) => needle).join('|'));

/**
 * Hides secrets that show in the text itself: credentials in URLs and forms, bearer tokens, JSON members, private keys.
 *
 * @example
 * hideInText('https://me:pw@host/?token=x', isSecret); // 'https://me:[REDACTED]@host/?token=[REDACTED]'
 */
export function hideInText(text: string, isSecret: (name: string) => boolean): string {
  if (!anyNeedle.test(text)) return text;
  let result = text;
  for (const { needle, pattern, named } of textPatterns) {
    if (!result.includes(needle)) continue;
    result =
      named === true
        ? result.replace(pattern, (whole, before: string, name: string, between: string) =>
            isSecret(name) ? `${before}${name}${between}${redacted}` : whole,
          )
        : result.replace(pattern, `$1${redacted}`);
  }
  return result;
}
