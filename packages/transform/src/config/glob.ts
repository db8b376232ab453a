import picomatch from 'picomatch';

/**
 * Compiles globs over project-relative POSIX paths or qualified names; files that begin with a dot count. A glob that
 * begins with `!` takes away from what the others match, or from everything when it stands alone.
 */
export function matcher(globs: string | readonly string[]): (text: string) => boolean {
  const { wanted, unwanted } = splitGlobs([globs].flat());
  const isWanted = wanted.length === 0 ? () => true : picomatch(wanted, { dot: true });
  const isUnwanted = unwanted.length === 0 ? () => false : picomatch(unwanted, { dot: true });
  return (text) => isWanted(text) && !isUnwanted(text);
}

/** `!src/**` takes away; `!(a|b)` is picomatch's own. */
export function splitGlobs(globs: readonly string[]): { readonly wanted: string[]; readonly unwanted: string[] } {
  return {
    wanted: globs.filter((glob) => !isNegated(glob)),
    unwanted: globs.filter(isNegated).map((glob) => glob.slice(1)),
  };
}

function isNegated(glob: string): boolean {
  return /^!(?!\()/.test(glob);
}
