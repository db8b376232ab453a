import type { FoundFunction } from '../../find/function.ts';
import { staticKey } from '../../language/key.ts';
import { objectKey } from '../../language/literal.ts';
import { parameterNames, runtimeParameters } from '../../language/parameter.ts';
import { lookUp, type Scope } from '../../language/scope.ts';
import { childrenOf, isClassNode, isFunctionNode, unwrap, type Node } from '../../language/syntax.ts';

/**
 * The arguments that bind the same parameters to the same values a second time, as source text, or `null` when binding
 * them twice could run the program's code or could be noticed: `(q, { a, b: { c = 1 }, ...r }, ...rest)` →
 * `[q, { a, b: { c }, ...r }, ...rest]`.
 */
export function rebindableArguments(found: FoundFunction): readonly string[] | null {
  const codes: string[] = [];
  for (const parameter of runtimeParameters(found.node)) {
    const code = parameter.type === 'RestElement' ? restCode(parameter.argument) : patternCode(parameter, found);
    if (code === null) return null;
    codes.push(code);
  }
  return codes;
}

function restCode(argument: Node): string | null {
  return argument.type === 'Identifier' ? `...${argument.name}` : null;
}

function patternCode(pattern: Node, found: FoundFunction): string | null {
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name;
    case 'AssignmentPattern':
      return isRepeatable(pattern.right, found) ? patternCode(pattern.left, found) : null;
    case 'ObjectPattern':
      return objectCode(pattern, found);
    // An array pattern runs the iteration protocol, which is the program's to define.
    default:
      return null;
  }
}

function objectCode(pattern: Extract<Node, { type: 'ObjectPattern' }>, found: FoundFunction): string | null {
  const entries: string[] = [];
  const seen = new Set<string>();
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      const rest = restCode(property.argument);
      if (rest === null) return null;
      entries.push(rest);
      continue;
    }
    const key = staticKey(property.key, property.computed);
    const value = patternCode(property.value, found);
    // One key twice may have read two different values.
    if (key === null || value === null || seen.has(key)) return null;
    seen.add(key);
    if (key === value && key !== '__proto__') entries.push(key);
    else entries.push(`${objectKey(key)}: ${value}`);
  }
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/**
 * May a default be bound twice? The second time its value is passed, so it is evaluated again only when that value is
 * `undefined`: it must be pure or never be `undefined`, and no closure in it may hold on to the first binding.
 */
function isRepeatable(value: Node, found: FoundFunction): boolean {
  return isPureOrDefined(unwrap(value), found.scope) && !closesOver(value, new Set(parameterNames(found.node)), false);
}

function isPureOrDefined(value: Node, scope: Scope): boolean {
  if (isPure(value, scope)) return true;
  switch (value.type) {
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'NewExpression':
    case 'ClassExpression':
    case 'BinaryExpression':
      return true;
    case 'UnaryExpression':
      return value.operator !== 'void';
    // What decides is evaluated again together with the branch that was `undefined`.
    case 'LogicalExpression':
      return isPure(unwrap(value.left), scope) && isPureOrDefined(unwrap(value.right), scope);
    case 'ConditionalExpression':
      return (
        isPure(unwrap(value.test), scope) &&
        isPureOrDefined(unwrap(value.consequent), scope) &&
        isPureOrDefined(unwrap(value.alternate), scope)
      );
    default:
      return false;
  }
}

/** Evaluating it runs nothing of the program; a global may be an accessor, a name of the file is a binding. */
function isPure(value: Node, scope: Scope): boolean {
  switch (value.type) {
    case 'Literal':
    case 'ThisExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'Identifier':
      return value.name === 'undefined' || lookUp(scope, value.name) !== null;
    case 'UnaryExpression':
      return /^(?:!|typeof|void)$/.test(value.operator) && isPure(unwrap(value.argument), scope);
    default:
      return false;
  }
}

/** Does a function or class inside the default refer to a parameter, which has another binding the second time? */
function closesOver(node: Node, names: ReadonlySet<string>, isInside: boolean): boolean {
  const inside = isInside || isFunctionNode(node) || isClassNode(node);
  if (inside && node.type === 'Identifier' && (names.has(node.name) || node.name === 'arguments')) return true;
  return childrenOf(node).some((child) => closesOver(child, names, inside));
}
