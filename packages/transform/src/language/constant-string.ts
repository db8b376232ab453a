import { unwrap, type Node } from './syntax.ts';

/** A string that is known before the program runs: `'a'`, `` `a` ``, `'a' + 'b'`, `` `a${'b'}` ``; else `null`. */
export function constantString(node: Node): string | null {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? inner.value : null;
    case 'BinaryExpression':
      return inner.operator === '+' ? joined([constantString(inner.left), constantString(inner.right)]) : null;
    case 'TemplateLiteral':
      return joined(
        inner.quasis.flatMap(({ value }, index) => {
          const expression = inner.expressions[index];
          return expression === undefined ? [value.cooked] : [value.cooked, constantString(expression)];
        }),
      );
    default:
      return null;
  }
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join('');
}
