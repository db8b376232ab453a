/**
 * Files of libraries whose calls are tracked inside of them:
 *
 *   id ─▶ package-file     of which package, of which version, which file?
 *      ─▶ the recipe of that package, if the project's `libraries` ask for it
 *      ─▶ LibraryFile      which functions, who reads their calls, and where the gate is, for @bud/transform
 *   end of the build ─▶ problems    libraries that were asked for, and are not tracked
 */
import { recipes, type Recipe, type RecipeFunction } from '@bud/recipes';
import { closest, OptionsError, type LibraryFile, type Problem } from '@bud/transform';

import { gateFor, isResolvableFrom } from '../package/runtime-check.ts';
import { configurationProblem } from '../problem.ts';
import { packageFileOf, type PackageFile } from './package-file.ts';

/** What the compiler needs to know of the project. */
interface LibraryOptions {
  readonly libraries: 'auto' | readonly string[];
  readonly runtime: string;
  readonly root: string;
}

/** The files of a build that belong to the libraries of a project. */
export class LibraryFiles {
  readonly #options: LibraryOptions;
  /** By the names of their packages. */
  readonly #recipes: ReadonlyMap<string, Recipe>;
  /** By id: hosts ask twice for each. */
  readonly #files = new Map<string, LibraryFile | undefined>();
  readonly #seen = new Set<string>();
  readonly #problems = new Map<string, Problem>();

  /** Throws an `OptionsError` for libraries that there is no recipe for. */
  constructor(options: LibraryOptions) {
    this.#options = options;
    this.#recipes = new Map(selected(options.libraries).map((recipe) => [recipe.package, recipe]));
  }

  /** What is tracked of a file; undefined for files of which nothing is. */
  fileOf(id: string): LibraryFile | undefined {
    if (this.#recipes.size === 0) return undefined;
    if (!this.#files.has(id)) this.#files.set(id, this.#find(id));
    return this.#files.get(id);
  }

  /** Tells which functions a file turned out to have. */
  note(id: string, considered: readonly { readonly name: string }[]): void {
    const found = packageFileOf(id);
    const missing = this.fileOf(id)?.functions.filter(({ name }) => !considered.some((each) => each.name === name));
    if (found === undefined || missing === undefined) return;
    for (const { name } of missing)
      this.#report(found.name, `${found.name} ${found.version} has no ${name} in ${found.file}`);
  }

  /** What was asked for and is not tracked. */
  problems(): readonly Problem[] {
    const { libraries } = this.#options;
    const named = libraries === 'auto' ? [] : libraries.filter((library) => !this.#seen.has(library));
    for (const library of named) this.#report(library, `no file of ${library} is part of the build`);
    return [...this.#problems.values()];
  }

  #find(id: string): LibraryFile | undefined {
    const found = packageFileOf(id);
    const recipe = found && this.#recipes.get(found.name);
    if (found === undefined || recipe === undefined) return undefined;
    this.#seen.add(recipe.library);
    const functions = recipe.functions.filter(({ files }) => files.includes(found.file));
    if (functions.length === 0) return undefined;
    if (!recipe.majors.includes(found.major)) {
      this.#report(found.name, untried(found, recipe));
      return undefined;
    }
    const { runtime, root } = this.#options;
    const gate = isResolvableFrom(readingGate, `${root}/package.json`) ? readingGate : runtime;
    return { runtime: gateFor(gate, id, root), functions: functions.map(libraryFunction) };
  }

  #report(library: string, message: string): void {
    this.#problems.set(message, configurationProblem({ code: 'BUD205', message, remedy: remedyFor(library) }));
  }
}

/** The gate with what reads the calls of libraries. */
const readingGate = '@bud/llm/gate';

function selected(libraries: 'auto' | readonly string[]): readonly Recipe[] {
  if (libraries === 'auto') return recipes;
  const names = recipes.map(({ library }) => library);
  const mistakes = libraries.filter((library) => !names.includes(library)).map((library) => noRecipe(library, names));
  if (mistakes.length > 0) throw new OptionsError(mistakes);
  return recipes.filter(({ library }) => libraries.includes(library));
}

function noRecipe(library: string, names: readonly string[]): string {
  const meant = closest(library, names);
  const hint = meant === null ? `there are recipes for ${names.join(', ')}` : `did you mean "${meant}"?`;
  return `"libraries" has no recipe for "${library}" (${hint})`;
}

/** Content is for what reads the calls to record; as any function, a call has neither arguments nor result. */
function libraryFunction({ function: name, type, reader }: RecipeFunction): LibraryFile['functions'][number] {
  return { name, reader, settings: { type, tracer: 'bud.llm', captureInput: false, captureOutput: false } };
}

/** The packages that there are recipes for, each with the major versions that were tried. */
export function packageRecipes(): readonly Pick<Recipe, 'package' | 'majors'>[] {
  return recipes;
}

function untried({ name, version }: PackageFile, { majors }: Recipe): string {
  return `${name} ${version} is none of the major versions that its recipe is for (${majors.join(', ')})`;
}

function remedyFor(library: string): string {
  return `Its calls are not tracked by the build; where Node loads ${library} itself, \`autoInstrument\` of @bud/llm tracks them.`;
}
