import type { ModulePlan } from '@bud/transform';

/** What the files of a build turned out to hold, for what only all of them together tell. */
export class CompiledFiles {
  /** Per path, the indexes of the rules that reached a function of it. */
  readonly reached: Map<string, readonly number[]> = new Map();
  /** Of ids that were compiled, the paths that rules were matched against. */
  readonly rulePaths: Map<string, string> = new Map();
  readonly #types = new Map<string, readonly (string | null)[]>();

  note(id: string, path: string, { rules, skipped, considered }: CompiledFile): void {
    this.rulePaths.set(id, path);
    // What an earlier run has instrumented is as if it came out of a cache.
    if (skipped === 'instrumented') return;
    this.reached.set(path, rules);
    this.#types.set(
      path,
      considered.map(({ type }) => type),
    );
  }

  /** The types of all functions that marks and rules ask for. */
  types(): readonly (string | null)[] {
    return [...this.#types.values()].flat();
  }
}

/** What is noted of a file. */
export type CompiledFile = Pick<ModulePlan, 'rules' | 'skipped' | 'considered'>;
