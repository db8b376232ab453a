import { boundNames, declare, variableScope, type Scope } from '../language/scope.ts';
import type { Node } from '../language/syntax.ts';

/** Variables, imports and what of TypeScript exists at run time; functions and classes are declared where they are visited. */
export function declareNames(node: Node, scope: Scope): void {
  switch (node.type) {
    case 'VariableDeclaration': {
      const isVariable = node.kind === 'var';
      const holder = isVariable ? variableScope(scope) : scope;
      for (const { id } of node.declarations) {
        for (const name of boundNames(id)) declare(holder, name, isVariable ? 'variable' : 'lexical');
      }
      return;
    }
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return declare(scope, node.local.name, 'lexical');
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      return declare(scope, node.id.name, 'lexical');
    default:
  }
}

/** A function declaration; in a nested block of sloppy code it makes a `var` as well. */
export function declareFunction(name: string, scope: Scope, isStrict: boolean): void {
  declare(scope, name, 'function');
  if (!scope.holdsVariables && !isStrict) {
    declare(variableScope(scope), name, 'hoistedBlockFunction');
  }
}
