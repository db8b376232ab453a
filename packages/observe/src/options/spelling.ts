import { closestMatch } from 'leven';

/** The hint for a name that nothing has, `did you mean "sampling.ratio"?`; undefined when none is close. */
export function closestHint(written: string, accepted: readonly string[], prefix = ''): string | undefined {
  // One slip in three letters: `serviceNam`, `ratoi`, `BUD_OBSERVE_ENDPONT`.
  const meant = closestMatch(written, accepted, { maxDistance: Math.ceil(written.length / 3) });
  return meant === undefined ? undefined : `did you mean "${prefix}${meant}"?`;
}
