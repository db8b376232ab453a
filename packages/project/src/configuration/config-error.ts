/** A configuration file that cannot be used: which one, what is wrong with it, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Absolute path of the file. */
  readonly file: string;
  readonly what: string;
  readonly remedy: string;

  constructor(file: string, what: string, remedy: string, cause?: unknown) {
    super(`${file}: ${what}. ${remedy}`, cause === undefined ? undefined : { cause });
    this.file = file;
    this.what = what;
    this.remedy = remedy;
  }
}
