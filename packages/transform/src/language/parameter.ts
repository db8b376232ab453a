import { keyWords } from './key.ts';
import { boundNames } from './scope.ts';
import { childrenOf, isClassNode, isFunctionNode, type FunctionNode, type Node, type ParamPattern } from './syntax.ts';

/** The parameters that exist at run time: TypeScript's `this` parameter does not. */
export function runtimeParameters({ params }: FunctionNode): readonly ParamPattern[] {
  return params.filter((parameter) => parameter.type !== 'Identifier' || parameter.name !== 'this');
}

export function parameterNames(node: FunctionNode): readonly string[] {
  return [...new Set(runtimeParameters(node).flatMap(boundNames))];
}

/** For each parameter: the keys it is read from, `({ apiKey: k, nested: { id } })` → k: apiKey; id: nested, id. */
export function keysByParameter(node: FunctionNode): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  const note = (pattern: Node, path: readonly string[]): void => {
    switch (pattern.type) {
      case 'AssignmentPattern':
        return note(pattern.left, path);
      case 'TSParameterProperty':
        return note(pattern.parameter, path);
      case 'RestElement':
        return note(pattern.argument, path);
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element !== null) note(element, path);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') note(property, path);
          else note(property.value, [...path, ...keyWords(property.key, property.computed)]);
        }
        return;
      case 'Identifier':
        keys.set(pattern.name, path);
        return;
      default:
    }
  };
  for (const parameter of runtimeParameters(node)) note(parameter, []);
  return keys;
}

/** ECMAScript's IsSimpleParameterList: only then do `arguments` and the parameters of sloppy functions share values. */
export function areSimple(node: FunctionNode): boolean {
  return runtimeParameters(node).every(({ type }) => type === 'Identifier');
}

/** Could code in the parameters see or change a parameter while the body runs? */
export function hasClosureInParameters(node: FunctionNode): boolean {
  return runtimeParameters(node).some(containsFunction);
}

function containsFunction(node: Node): boolean {
  return isFunctionNode(node) || isClassNode(node) || childrenOf(node).some(containsFunction);
}
