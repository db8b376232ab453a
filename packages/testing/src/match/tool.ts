declare global {
  /**
   * The tools of a program, so that `toHaveCalledTool` knows what they take. A project adds its own, as functions that take one
   * object, or as what they take.
   *
   * @example
   * declare global {
   *   interface BudTools {
   *     search: { readonly query: string };
   *   }
   * }
   * export {};
   */
  // oxlint-disable-next-line typescript/no-empty-object-type -- projects add to it
  interface BudTools {}
}

/** Any arguments. */
type Arguments = Readonly<Record<string, unknown>>;

/** Arguments that a call of a tool has to have: of one that is in `BudTools`, only those that it takes. */
export type ToolArguments<Name extends string> = Name extends keyof BudTools
  ? Expected<TakenBy<BudTools[Name]>>
  : Arguments;

type TakenBy<Tool> = Tool extends (input: infer Input, ...others: never[]) => unknown ? Input : Tool;

/** A value, a part of it, or what matches it. */
type Expected<Value> =
  | (Value extends readonly (infer Item)[]
      ? readonly Expected<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]?: Expected<Value[Key]> }
        : Value)
  | (Value extends string ? RegExp : never)
  | { asymmetricMatch(actual: unknown): boolean };
