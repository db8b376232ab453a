/** What the system knows of a process. */
export interface RunningProcess {
  readonly pid: number;
  readonly uid: number;
  /** The file that it executes, without its folder. */
  readonly executable: string;
  readonly words: readonly string[];
  readonly folder: string | undefined;
  /** Undefined where the system does not tell. */
  readonly catchesUsr1: boolean | undefined;
}
