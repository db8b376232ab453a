import { isNameOnly } from '../../find/walk.ts';
import { staticKey } from '../../language/key.ts';
import { objectKey } from '../../language/literal.ts';
import { boundNames } from '../../language/scope.ts';
import { childrenOf, isFunctionNode, type Node } from '../../language/syntax.ts';

/** What can be read of a pattern another time, and the names that cannot. */
interface Reading {
  readonly code: string | null;
  readonly unread: readonly string[];
}

/** Parameters of the function: all, those that are wanted, and those that the front or the reading has already. */
interface Names {
  readonly parameters: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
  readonly known: Set<string>;
}

/**
 * Reads a pattern another time, but for defaults that could run the program's code, and array patterns, whose iteration
 * protocol is the program's to define. Reading props and arguments changes nothing, by the rules of React.
 */
export function readAgain(pattern: Node, names: Names, code: string): Reading {
  const unread = { code: null, unread: boundNames(pattern) };
  switch (pattern.type) {
    case 'Identifier':
      names.known.add(pattern.name);
      return { code: pattern.name, unread: [] };
    case 'AssignmentPattern': {
      if (!isStill(pattern.right, names)) return unread;
      const left = readAgain(pattern.left, names, code);
      const value = code.slice(pattern.right.start, pattern.right.end);
      return left.code === null ? left : { ...left, code: `${left.code} = ${value}` };
    }
    case 'RestElement':
      return pattern.argument.type === 'Identifier' ? { code: `...${pattern.argument.name}`, unread: [] } : unread;
    case 'ObjectPattern':
      return readObject(pattern, names, code);
    default:
      return unread;
  }
}

function readObject(pattern: Extract<Node, { type: 'ObjectPattern' }>, names: Names, code: string): Reading {
  const last = pattern.properties.at(-1);
  const wantsRest = last?.type === 'RestElement' && boundNames(last).some((name) => names.wanted.has(name));
  const wanted = pattern.properties.filter(
    (property) => wantsRest || boundNames(valueOf(property)).some((name) => names.wanted.has(name)),
  );
  const readings = wanted.map((property): Reading => {
    if (property.type === 'RestElement') return readAgain(property, names, code);
    const key = staticKey(property.key, property.computed);
    if (key === null) return { code: null, unread: boundNames(property.value) };
    const value = readAgain(property.value, names, code);
    return value.code === null || property.shorthand ? value : { ...value, code: `${objectKey(key)}: ${value.code}` };
  });
  // Without all of the others a rest would have more than it has.
  const isCut = wantsRest && readings.some((reading) => reading.code === null);
  const kept = isCut ? readings.slice(0, -1) : readings;
  const codes = kept.flatMap((reading) => reading.code ?? []);
  return {
    code: codes.length === 0 ? null : `{ ${codes.join(', ')} }`,
    unread: [...kept.flatMap(({ unread }) => unread), ...(isCut ? boundNames(last) : [])],
  };
}

function valueOf(property: Node): Node {
  return property.type === 'Property' ? property.value : property;
}

/** What may run code of the program, or change something. */
const stirring: ReadonlySet<string> = new Set([
  'AssignmentExpression',
  'AwaitExpression',
  'BinaryExpression',
  'CallExpression',
  'ClassExpression',
  'ImportExpression',
  'JSXSpreadAttribute',
  'NewExpression',
  'SpreadElement',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'UnaryExpression',
  'UpdateExpression',
  'YieldExpression',
]);

const stillOperators: ReadonlySet<string> = new Set(['!', 'typeof', 'void']);

function isStill(node: Node, names: Names): boolean {
  if (isFunctionNode(node)) return true;
  if (node.type === 'Identifier') return !names.parameters.has(node.name) || names.known.has(node.name);
  const isQuiet =
    !stirring.has(node.type) ||
    (node.type === 'UnaryExpression' && (stillOperators.has(node.operator) || node.argument.type === 'Literal')) ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0);
  return isQuiet && childrenOf(node).every((child) => isNameOnly(node, child) || isStill(child, names));
}
