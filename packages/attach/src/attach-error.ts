/** A process that cannot be attached to; `remedy` says what to do. */
export class AttachError extends Error {
  override readonly name = 'AttachError';
  readonly remedy: string;

  constructor(what: string, remedy: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}
