import picomatch from 'picomatch';

/** Compiles globs over project-relative POSIX paths or qualified names; files that begin with a dot count. */
export function matcher(globs: string | readonly string[]): (text: string) => boolean {
  return picomatch(typeof globs === 'string' ? globs : [...globs], { dot: true });
}
