/** Whether it holds, and what to say when that is not what was wanted. */
export interface Verdict {
  readonly pass: boolean;
  message(): string;
}
