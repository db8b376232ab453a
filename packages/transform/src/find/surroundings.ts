import type { Scope } from '../language/scope.ts';
import type { Node } from '../language/syntax.ts';
import type { Rendering } from './component.ts';
import type { Destination, TakenAway } from './destination.ts';
import type { FoundClass, FoundFunction, Uses } from './function.ts';
import type { Targets } from './target.ts';

/** What surrounds the node being visited: the state of the walk. */
export interface Surroundings {
  readonly file: Notes;
  readonly scope: Scope;
  /** Qualified name of what encloses it; '' at the top and in anonymous objects there. */
  readonly label: string;
  readonly isStrict: boolean;
  readonly isInsideWith: boolean;
  /** The innermost. */
  readonly function: FoundFunction | null;
  readonly isInsideClass: boolean;
  /** Where a function or a call around it is taken, and all inside of that. */
  readonly taken: TakenAway | null;
  readonly class: FoundClass | null;
  /** Functions from the innermost to the nearest that is not an arrow: whose are `arguments` and `super`. */
  readonly receivers: readonly Uses[];
  /** Functions from the innermost to the nearest that is no member: whose are JSX and the calls of hooks. */
  readonly renderings: readonly Rendering[];
}

/** What is known of the file before the walk, and what the walk notes down. */
export interface Notes {
  readonly fileStem: string;
  readonly isModule: boolean;
  readonly destination: Destination | null;
  /** Names that are exported apart from their declarations. */
  readonly exportedNames: ReadonlySet<string>;
  readonly functions: FoundFunction[];
  readonly classes: FoundClass[];
  readonly targets: Targets;
  /** Calls by which TypeScript applies decorators. It copies comments of the decorated member into them. */
  readonly decorateCalls: Node[];
  readonly writtenNames: Set<string>;
  readonly commonJsUses: (readonly [name: string, scope: Scope])[];
  hasDynamicNames: boolean;
}
