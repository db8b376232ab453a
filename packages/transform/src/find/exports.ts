import { memberPath } from '../language/key.ts';
import type { FunctionNode, Node, Program } from '../language/syntax.ts';

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

/**
 * True for the functions by which compilers re-export in CommonJS. Node finds the names that ECMAScript modules can import
 * in the source text of just these, and the compiler has written them: no program misses them.
 *
 *     Object.defineProperty(exports, 'ask', { enumerable: true, get: function () { return agent.ask; } });
 *     Object.keys(agent).forEach(function (key) { if (key === 'default' || key === '__esModule') return; … });
 *     Object.keys(agent).forEach(function (key) { if (key !== 'default' && …) exports[key] = agent[key]; });
 */
export function isExportBinding(node: FunctionNode, ancestors: readonly Node[]): boolean {
  const [call, second, parent] = [ancestors.at(-3), ancestors.at(-2), ancestors.at(-1)];
  if (parent?.type === 'Property' && second?.type === 'ObjectExpression' && call?.type === 'CallExpression') {
    return isMethod(call.callee, 'defineProperty') && call.arguments[0] !== undefined && isExports(call.arguments[0]);
  }
  return parent?.type === 'CallExpression' && isMethod(parent.callee, 'forEach') && skipsDefault(node);
}

function isMethod(callee: Node, name: string): boolean {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === name;
}

function isExports(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isExportsPath(node);
}

// cjs-module-lexer, the grammar of EXPORT_STAR_LIB: the callback begins with this test, of Babel or of Rollup.
function skipsDefault({ body }: FunctionNode): boolean {
  const first = body.type === 'BlockStatement' ? body.body[0] : undefined;
  if (first?.type !== 'IfStatement') return false;
  const test = first.test.type === 'LogicalExpression' ? first.test.left : first.test;
  return test.type === 'BinaryExpression' && test.right.type === 'Literal' && test.right.value === 'default';
}
