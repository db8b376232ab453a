/** What is tracked inside of a library, without its authors: data, which the compiler's hosts read. */
export interface Recipe {
  /** What users name it in the option `libraries`. */
  readonly library: string;
  /** Its package on npm. */
  readonly package: string;
  /** Major versions that were tried. */
  readonly majors: readonly number[];
  readonly functions: readonly RecipeFunction[];
}

/** A function of a library whose calls are tracked. */
export interface RecipeFunction {
  /** Where another package has the files, which other clients share: only what reads the calls can tell them apart. */
  readonly shared?: Pick<Recipe, 'package' | 'majors'>;
  /** Below the folder of the package, without the extension: what `import` and `require` load differs in it. */
  readonly files: readonly string[];
  /** Its qualified name, as `bud list` prints it. */
  readonly function: string;
  readonly type: 'llm' | 'embedding' | 'chain';
  /** The name of what reads its calls, in `@bud/llm`. */
  readonly reader: string;
}
