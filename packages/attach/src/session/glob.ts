import picomatch from 'picomatch';

/** A glob over names or project-relative files as the source of a regular expression, which is what a process is told. */
export function globSource(glob: string): string {
  return picomatch.makeRe(glob, { dot: true }).source;
}
