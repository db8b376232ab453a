import { isExportsPath } from './exported-name.ts';
import type { FunctionNode, Node } from '../language/syntax.ts';

/**
 * True for the functions by which compilers re-export in CommonJS. Node finds the names that ECMAScript modules can import
 * in the text of just these, and the compiler has written them: no program misses them.
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
