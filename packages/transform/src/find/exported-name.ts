import { memberPath } from './name.ts';
import type { Node, Program } from '../language/syntax.ts';

/** Names a module exports apart from its declarations: `export { a as b }`, `export default a`, `module.exports = { a }`. */
export function exportedNamesOf(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === 'ExportNamedDeclaration' && statement.source === null) {
      for (const { local } of statement.specifiers) if (local.type === 'Identifier') names.add(local.name);
    } else if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      names.add(statement.declaration.name);
    } else if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
      const { left, right } = statement.expression;
      if (!isExportsPath(left)) continue;
      const values = right.type === 'ObjectExpression' ? right.properties : [right];
      for (const value of values) {
        const named = value.type === 'Property' ? value.value : value;
        if (named.type === 'Identifier') names.add(named.name);
      }
    }
  }
  return names;
}

/** `exports.name`, `module.exports`, `module.exports.name`. */
export function isExportsPath(target: Node): boolean {
  const path = memberPath(target);
  return path !== null && (path[0] === 'exports' || (path[0] === 'module' && path[1] === 'exports'));
}
