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

/** What is tracked in the files of one package: of a library, or of a package that libraries share with others. */
interface Part extends Pick<Recipe, 'library' | 'majors' | 'functions'> {
  /** The package of the library, where this is another one. */
  readonly sharedBy?: string;
}

/** The files of a build that belong to the libraries of a project. */
export class LibraryFiles {
  readonly #options: LibraryOptions;
  /** By the names of packages. */
  readonly #parts: ReadonlyMap<string, Part>;
  /** By id: hosts ask twice for each. */
  readonly #files = new Map<string, LibraryFile | undefined>();
  readonly #seen = new Set<string>();
  readonly #problems = new Map<string, Problem>();

  /** Throws an `OptionsError` for libraries that there is no recipe for. */
  constructor(options: LibraryOptions) {
    this.#options = options;
    this.#parts = new Map(selected(options.libraries).flatMap(partsOf));
  }

  /** What is tracked of a file; undefined for files of which nothing is. */
  fileOf(id: string): LibraryFile | undefined {
    if (this.#parts.size === 0) return undefined;
    if (!this.#files.has(id)) this.#files.set(id, this.#find(id));
    return this.#files.get(id);
  }

  /** Tells which functions a file turned out to have. */
  note(id: string, considered: readonly { readonly name: string }[]): void {
    const found = packageFileOf(id);
    const wanted = this.fileOf(id)?.functions;
    if (found === undefined || wanted === undefined) return;
    const missing = wanted.filter(({ name }) => !considered.some((each) => each.name === name));
    const part = this.#parts.get(found.name);
    // What libraries share moves from one package to another, and the former one hands on what the latter has.
    if (part?.sharedBy !== undefined) {
      if (missing.length === 0) this.#seen.add(part.library);
      return;
    }
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
    const part = found && this.#parts.get(found.name);
    if (found === undefined || part === undefined) return undefined;
    const functions = part.functions.filter(({ files }) => files.includes(found.file));
    if (part.sharedBy === undefined) this.#seen.add(part.library);
    if (functions.length === 0) return undefined;
    const { runtime, root } = this.#options;
    const gate = isResolvableFrom(readingGate, `${root}/package.json`) ? readingGate : runtime;
    if (part.sharedBy !== undefined && !this.#isMeant(part.sharedBy, part.library, gate)) return undefined;
    if (!part.majors.includes(found.major)) {
      this.#report(found.name, untried(found, part));
      return undefined;
    }
    return { runtime: gateFor(gate, id, root), functions: functions.map(libraryFunction) };
  }

  /** What others share is tracked for projects that have the library; without what reads them, all calls look alike. */
  #isMeant(sharedBy: string, library: string, gate: string): boolean {
    const { libraries, root } = this.#options;
    if (libraries === 'auto' && !isResolvableFrom(sharedBy, `${root}/package.json`)) return false;
    if (gate === readingGate) return true;
    this.#report(library, `only @bud/llm can tell the calls of ${library} from others, and it is not installed`);
    return false;
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

/** A recipe by the packages whose files it names: its own, and those that it shares with others. */
function partsOf({ library, package: own, majors, functions }: Recipe): readonly (readonly [string, Part])[] {
  const parts = new Map<string, Part>();
  for (const each of functions) {
    const { shared } = each;
    const name = shared?.package ?? own;
    const begun = { library, majors: shared?.majors ?? majors, ...(shared !== undefined && { sharedBy: own }) };
    const part = parts.get(name) ?? { ...begun, functions: [] };
    parts.set(name, { ...part, functions: [...part.functions, each] });
  }
  return [...parts];
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

function untried({ name, version }: PackageFile, { majors }: Part): string {
  return `${name} ${version} is none of the major versions that its recipe is for (${majors.join(', ')})`;
}

function remedyFor(library: string): string {
  return `Its calls are not tracked by the build; where Node loads ${library} itself, \`autoInstrument\` of @bud/llm tracks them.`;
}
