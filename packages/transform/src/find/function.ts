import type { Runs } from '@bud/value/compiler';

import type { Scope } from '../language/scope.ts';
import type { Class, FunctionNode, MethodDefinition, ObjectProperty } from '../language/syntax.ts';
import type { Rendering, Standing } from './component.ts';
import type { Destination } from './destination.ts';

/** What a function's own code, arrows inside it included, refers to. */
export interface Uses {
  arguments: boolean;
  super: boolean;
  newTarget: boolean;
  /** A direct `eval`, which can refer to anything. */
  eval: boolean;
  /** `Error.captureStackTrace(error, self)` leaves out everything above the last call of the function. */
  stack: boolean;
  this: boolean;
}

/** The member of a class or object literal that a function is the body of. */
export interface Member {
  readonly node: MethodDefinition | ObjectProperty;
  readonly kind: 'method' | 'get' | 'set' | 'constructor';
  readonly class: FoundClass | null;
}

export interface FoundClass {
  readonly node: Class;
  /** Qualified name. */
  readonly name: string;
  readonly functions: FoundFunction[];
}

/** One function of a file, with everything that later stages ask about it. */
export interface FoundFunction {
  readonly node: FunctionNode;
  readonly runs: Runs;
  /** Qualified name, `Agent.run`. */
  readonly name: string;
  /** Offset of the position that spans report. */
  readonly position: number;
  readonly isAnonymous: boolean;
  readonly isExported: boolean;
  /** Written by a compiler, and read by Node to find the names of exports: rules do not reach it. */
  readonly isExportBinding: boolean;
  readonly isStrict: boolean;
  readonly isInsideWith: boolean;
  /** Where it is taken. */
  readonly destination: Destination | null;
  /** The call that takes it there, `page.evaluate`. */
  readonly takenBy: string | null;
  readonly standing: Standing;
  readonly rendering: Rendering;
  /** The function around it. */
  readonly outer: FoundFunction | null;
  readonly isInsideClass: boolean;
  readonly uses: Uses;
  /** Parameters, variables and top-level declarations of the body. */
  readonly scope: Scope;
  readonly member: Member | null;
  /** The class whose mark reaches this function: methods, and fields that hold functions. */
  readonly class: FoundClass | null;
  /** The binding by which the function can name itself, if it has one that may be safe. */
  readonly binding: Binding | null;
}

/** `own`: a named function expression's own name; `const`: it is directly the initializer of a `const`. */
export interface Binding {
  readonly kind: 'declaration' | 'own' | 'const';
  readonly name: string;
  /**
   * Where the statement ends that exports the `const`. TypeScript makes `exports.ask` of such a name when it compiles to
   * CommonJS, and a spy or a mock may have taken the function's place there; `null` for names that stay names.
   */
  readonly exportedUntil: number | null;
  /** The scope that declares the name. */
  readonly scope: Scope;
}
