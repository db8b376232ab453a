import { closestMatch } from 'leven';

/** The name that was meant by another one; undefined when none has half of its characters in common with it. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  return closestMatch(name, [...new Set(known)], { maxDistance: Math.floor(name.length / 2) });
}
