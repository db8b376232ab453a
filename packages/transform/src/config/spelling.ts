import { closestMatch } from 'leven';

/**
 * The candidate most like what was written, for "did you mean"; `null` when none is close. Case does not count.
 *
 * @example
 * closest('tpye', ['type', 'name']); // 'type'
 */
export function closest(written: string, candidates: readonly string[]): string | null {
  return within(Math.max(1, Math.floor(written.length / 3)), written, candidates);
}

/** The hint for a name that nothing has, `did you mean "type"?`; undefined when none is close. */
export function didYouMean(written: string, candidates: readonly string[], prefix = ''): string | undefined {
  const meant = closest(written, candidates);
  return meant === null ? undefined : `did you mean "${prefix}${meant}"?`;
}

/** The candidate that one letter more, less, other or swapped with the next one makes of what was written. */
export function oneLetterAway(written: string, candidates: readonly string[]): string | null {
  return within(1, written, candidates);
}

function within(maxDistance: number, written: string, candidates: readonly string[]): string | null {
  const word = written.toLowerCase();
  const folded = candidates.map((candidate) => candidate.toLowerCase());
  // Two letters in each other's place are two changes to leven, and one slip of the fingers.
  const match = swaps(word).find((swapped) => folded.includes(swapped)) ?? closestMatch(word, folded, { maxDistance });
  return match === undefined ? null : (candidates[folded.indexOf(match)] ?? null);
}

/** `nmae` → mnae, name, … */
function swaps(word: string): readonly string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) =>
    [word.slice(0, at), word[at + 1], word[at], word.slice(at + 2)].join(''),
  );
}
