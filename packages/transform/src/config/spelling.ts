import { closestMatch } from 'leven';

/** The candidate most like what was written, for "did you mean"; `null` when none is close. Case does not count. */
export function closest(written: string, candidates: readonly string[]): string | null {
  const word = written.toLowerCase();
  const folded = candidates.map((candidate) => candidate.toLowerCase());
  const match = closestMatch(word, folded, { maxDistance: Math.max(1, Math.floor(word.length / 3)) });
  return match === undefined ? null : (candidates[folded.indexOf(match)] ?? null);
}
