import type { Node } from './syntax.ts';

/** How often, and as what, one name is declared in one scope. */
interface Declared {
  parameter: number;
  variable: number;
  function: number;
  lexical: number;
  /** A function in a nested block of sloppy code, which also makes a `var` (ECMAScript, annex B.3.3). */
  hoistedBlockFunction: number;
}

export type DeclarationKind = keyof Declared;

/**
 * The names of one scope. Parameters, `var`s, functions and top-level `let`/`const` of a function share one scope: what
 * tells them apart is counted, because exactly the overlaps decide which shape a function can take.
 */
export interface Scope {
  readonly parent: Scope | null;
  /** `var` and sloppy block functions go up to the next such scope. */
  readonly holdsVariables: boolean;
  readonly names: Map<string, Declared>;
}

export function openScope(parent: Scope | null, holdsVariables: boolean): Scope {
  return { parent, holdsVariables, names: new Map() };
}

export function declare(scope: Scope, name: string, kind: DeclarationKind): void {
  let declared = scope.names.get(name);
  if (declared === undefined) {
    declared = { parameter: 0, variable: 0, function: 0, lexical: 0, hoistedBlockFunction: 0 };
    scope.names.set(name, declared);
  }
  declared[kind]++;
}

export function variableScope(scope: Scope): Scope {
  let at = scope;
  while (!at.holdsVariables && at.parent !== null) at = at.parent;
  return at;
}

/** The nearest scope, from the given one outwards, that declares the name. */
export function lookUp(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.names.has(name)) return at;
  return null;
}

/** Every name a pattern binds, `{ a, b: [c = 1], ...d }` → a, c, d; an assignment target's members bind nothing. */
export function boundNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'TSParameterProperty':
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
