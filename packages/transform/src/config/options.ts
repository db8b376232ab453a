/*
 * What a user configures, beside the stages, which all read it:
 *
 *   InstrumentOptions ─ resolveOptions ──┬─ mistakes → OptionsError, all at once; spelling: did you mean …?
 *     rules ─ rule ──────────────────────┤     (accepted: what else than strings and numbers a key takes)
 *       keys ─ settings ─ type ──────────┤
 *     BUD_TRACK ─ selection ─────────────┤
 *     globs ─ glob, project-path ────────┴─ ResolvedOptions, made once and handed through
 *   origin: where code that was compiled before was written      library: what is tracked of a library's file
 */
import {
  aBoolean,
  aString,
  isStringList,
  levels,
  oneOf,
  optionMistakes,
  type Accepted,
  type Level,
} from '@bud/value/compiler';

import type { ModuleKind } from '../language/parse.ts';
import { namesAndPatterns, stringList } from './accepted.ts';
import { matcher } from './glob.ts';
import type { LibraryFile } from './library.ts';
import type { Origin } from './origin.ts';
import { projectPath } from './project-path.ts';
import { compileRule, type CompiledRule, type Rule } from './rule.ts';
import { didYouMean } from './spelling.ts';

/** What a user configures, the same for every host. */
export interface InstrumentOptions {
  /** `off`: nothing is instrumented and nothing is looked at. Hosts set it from `BUD_TRACK`. Default `on`. */
  readonly mode?: 'on' | 'off';
  /** Only functions with one of these types are tracked. Hosts set it from `BUD_TRACK=llm,tool`. Default: all. */
  readonly types?: readonly string[];
  /** Marks for functions that carry none, by file and name; later rules win key by key. */
  readonly rules?: readonly Rule[];
  /** Libraries whose calls are tracked inside them: names of recipes, or `auto` for all there are. Default: none. */
  readonly libraries?: 'auto' | readonly string[];
  /** Globs of project-relative paths that are never tracked. */
  readonly exclude?: string | readonly string[];
  /** Record arguments unless a mark or rule says otherwise. Default `true`. */
  readonly captureInput?: boolean;
  /** Record results unless a mark or rule says otherwise. Default `true`. */
  readonly captureOutput?: boolean;
  /** What else is a secret, besides the built-in names: `['ssn', 'patientId', '/^x-internal-/i']`, also as `RegExp`. */
  readonly redact?: readonly (string | RegExp)[];
  /** What is not a secret after all: names and patterns, of names and of values. */
  readonly keep?: readonly (string | RegExp)[];
  /** Functions marked with a lower level are left alone. Default `trace`: all are tracked. */
  readonly level?: Level;
  /** Hosts fail the build when there is a problem. Default `false`. */
  readonly strict?: boolean;
  /** The project's folder; spans and globs use paths relative to it. */
  readonly root?: string;
  /** How files load modules whose extension and syntax do not tell; `esm-only`: whose extension does not. Default `commonjs`. */
  readonly module?: ModuleKind;
  /**
   * `false` for hosts that rename a class which mentions itself (esbuild's bundles without `keepNames`): methods then
   * never name themselves by their class. Default `true`.
   */
  readonly keepsClassNames?: boolean;
  /**
   * `false` for hosts that write the fields of JavaScript's classes into constructors as well, as `tsc` does for older
   * targets: a constructor with fields after `super()` is then refused in all files, not in TypeScript's only. Default `true`.
   */
  readonly keepsFields?: boolean;
  /**
   * `false` for hosts that make functions of classes as TypeScript does for ES5, which misses `super()` inside of another
   * function: constructors of derived classes are then refused. Babel and SWC do it otherwise. Default `true`.
   */
  readonly keepsClasses?: boolean;
  /**
   * `true` for hosts whose output a compiler type-checks, as that of `bud instrument --sources`: tracked TypeScript then has
   * the types that it had, at the price of an enclosed body where it could re-enter. Default `false`.
   */
  readonly checksTypes?: boolean;
  /**
   * `true` where React's compiler comes after a compiler that checks types: components and hooks, which it takes only from
   * functions of other types, are then refused in TypeScript. Default: whether the file's package has
   * `babel-plugin-react-compiler`; `false` where no host looks.
   */
  readonly compilesReact?: boolean;
  /** The module that exports the gate. Default `@bud/runtime`. */
  readonly runtime?: string;
}

/** Options with every default filled in and every glob compiled; made once, by {@link resolveOptions}. */
export interface ResolvedOptions {
  readonly isResolved: true;
  readonly mode: 'on' | 'off';
  readonly types: readonly string[] | null;
  readonly rules: readonly CompiledRule[];
  readonly libraries: 'auto' | readonly string[];
  readonly isExcluded: (path: string) => boolean;
  readonly captureInput: boolean;
  readonly captureOutput: boolean;
  readonly redact: readonly string[];
  readonly keep: readonly string[];
  readonly level: Level;
  readonly strict: boolean;
  readonly root: string;
  readonly module: ModuleKind | undefined;
  readonly keepsClassNames: boolean;
  readonly keepsFields: boolean;
  readonly keepsClasses: boolean;
  readonly checksTypes: boolean;
  readonly compilesReact: boolean;
  readonly runtime: string;
  /** Set by hosts, file by file, for code that something else has compiled. */
  readonly origin: Origin | undefined;
  /** Set by hosts, file by file, for those of a library. */
  readonly library: LibraryFile | undefined;
}

/** What hosts hand over: options as users write them, or what {@link resolveOptions} has made of them. */
export type GivenOptions = InstrumentOptions | ResolvedOptions;

/** Options that cannot be used; the message names every wrong one with its accepted values. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
  /** One sentence each. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`Bud Track options: ${mistakes.join('; ')}.`);
    this.mistakes = mistakes;
  }
}

const acceptedOptions: Readonly<Record<keyof InstrumentOptions, Accepted>> = {
  mode: oneOf(['on', 'off']),
  types: stringList,
  rules: {
    words: 'a list of rules',
    admits: (value) => Array.isArray(value) && value.every((rule) => typeof rule === 'object' && rule !== null),
  },
  libraries: {
    words: '"auto" or a list of libraries, such as ["openai"]',
    admits: (value) => value === 'auto' || isStringList(value),
  },
  exclude: { words: 'a glob or a list of globs', admits: (value) => typeof value === 'string' || isStringList(value) },
  captureInput: aBoolean,
  captureOutput: aBoolean,
  redact: namesAndPatterns,
  keep: namesAndPatterns,
  level: oneOf(levels),
  strict: aBoolean,
  // Empty: paths stay as they are.
  root: { words: 'a string', admits: (value) => typeof value === 'string' },
  module: oneOf(['esm', 'esm-only', 'commonjs']),
  keepsClassNames: aBoolean,
  keepsFields: aBoolean,
  keepsClasses: aBoolean,
  checksTypes: aBoolean,
  compilesReact: aBoolean,
  runtime: aString,
};

/**
 * Fills in defaults and compiles globs; a host does this once. Throws an {@link OptionsError} that lists every mistake.
 *
 * @example
 * const options = resolveOptions({ rules: [{ files: 'src/agents/**', type: 'agent' }] });
 * instrument(code, file, options);
 */
export function resolveOptions(options: GivenOptions = {}): ResolvedOptions {
  if ('isResolved' in options) return options;
  const wrong = optionMistakes(options, acceptedOptions, didYouMean);
  const rules = wrong.length === 0 ? (options.rules ?? []).map(compileRule) : [];
  const mistakes = [...wrong, ...rules.flatMap((rule) => rule.mistakes)];
  if (mistakes.length > 0) throw new OptionsError(mistakes);
  const exclude = options.exclude ?? [];
  return {
    isResolved: true,
    mode: options.mode ?? 'on',
    types: options.types ?? null,
    rules: rules.map(({ rule }) => rule),
    libraries: options.libraries ?? [],
    isExcluded: exclude.length === 0 ? () => false : matcher(exclude),
    captureInput: options.captureInput ?? true,
    captureOutput: options.captureOutput ?? true,
    redact: (options.redact ?? []).map(String),
    keep: (options.keep ?? []).map(String),
    level: options.level ?? 'trace',
    strict: options.strict ?? false,
    root: options.root ?? '',
    module: options.module,
    keepsClassNames: options.keepsClassNames ?? true,
    keepsFields: options.keepsFields ?? true,
    keepsClasses: options.keepsClasses ?? true,
    checksTypes: options.checksTypes ?? false,
    compilesReact: options.compilesReact ?? false,
    runtime: options.runtime ?? '@bud/runtime',
    origin: undefined,
    library: undefined,
  };
}

/** Whether there is an option of this name. */
export function isOption(name: string): boolean {
  return Object.hasOwn(acceptedOptions, name);
}

/** The module that a file imports the gate from. */
export function gateModule({ runtime, library }: ResolvedOptions): string {
  return library?.runtime ?? runtime;
}

/** The path that rules are matched against. */
export function rulePath(file: string, { root, origin }: ResolvedOptions): string {
  return origin?.path ?? projectPath(file, root);
}
