import type { Comment } from '../language/syntax.ts';
import type { Finding } from '../problem.ts';

/** The word `@track` alone: not `@tracker`, `@track-file`, `me@track.com` or `` `@track` ``. */
export const markWord: RegExp = /(?<=^|[\s*])@track(?=$|[\s*])/gm;

/** What source text contains that has a mark, or a word that was meant as one. Hosts filter files by it. */
export const markLike: RegExp = /@t(?:rac?k|rck|arck|rakc|ack)/i;

const wordAlone = 'Write `@track type=llm`: the word alone, followed by key=value pairs.';

/** Words that were meant as a mark; those that are right as they stand are spared. */
const misses: readonly { readonly words: RegExp; readonly right?: string; readonly remedy: string }[] = [
  {
    // Where a tag of its own can stand: "uses @Track of another library" is prose.
    words: /(?<=^[\s*!]*)@(?:track(?:ed|ing|s|k)?|trak|trck|tarck|trakc|tack)(?=$|[\s*:(=])/gim,
    right: '@track',
    remedy: 'Did you mean @track?',
  },
  {
    words: /(?<=^[\s*!]*)@track[-_ ]?file(?=[ \t]+off\b)/gim,
    right: '@track-file',
    remedy: 'Did you mean @track-file?',
  },
  {
    words: /(?<=^[\s*!]*)@track[-_:.](?:off|ignore|skip|none|exclude|disabled?(?:-[\w-]+)?)(?=$|[\s*:])/gim,
    remedy: 'Did you mean `@track off`?',
  },
  {
    words: /(?<=^|[\s*])@track(?:[:(]\s*[\w.-]+=\S*|=\S+)/gm,
    remedy: wordAlone,
  },
  {
    // As a decorator, with which a comment begins: further on, it may be an example.
    words: /(?<=^[\s*!]*)@track(?:\((?!\s*[\w.-]+=)[^)\n]*\)?|:(?=\s*$))/g,
    remedy: wordAlone,
  },
];

/** Words of a comment that were meant as a mark, and are none. */
export function nearMisses({ value, start: commentStart }: Comment): readonly Finding[] {
  return misses.flatMap(({ words, right, remedy }) =>
    [...value.matchAll(words)]
      .filter(([text]) => text !== right)
      .map(({ index, 0: text }) => {
        const start = commentStart + 2 + index;
        return { code: 'BUD102', message: `"${text}" is not a mark`, remedy, start, end: start + text.length };
      }),
  );
}
