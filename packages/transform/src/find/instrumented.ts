import type { Site } from '@bud/value/compiler';

import type { Parsed } from '../language/parse.ts';
import { childrenOf, type Node } from '../language/syntax.ts';

/** Keys that every site record has; other tools rename variables, but not the keys of objects. */
const siteKeys: readonly (keyof Site)[] = ['name', 'runs', 'function', 'file', 'line', 'column'];

/**
 * Whether the file loads the gate and holds a site record: then it is our own output, as it was emitted or printed anew
 * by what came later, down to CommonJS with other names.
 *
 * `var __bud = require("@bud/runtime").gate, __bud_load = { name: "load", … };`
 * `import{gate as o}from"@bud/runtime";…o.run({name:"load",…})`
 */
export function isInstrumented({ program }: Parsed, code: string, runtime: string): boolean {
  if (!code.includes(runtime)) return false;
  let loadsGate = false;
  let hasSite = false;
  const left: Node[] = [program];
  for (let node = left.pop(); node !== undefined && !(loadsGate && hasSite); node = left.pop()) {
    loadsGate ||= loads(node, runtime);
    hasSite ||= isSite(node);
    // Not `push(...)`: a list of statements can be longer than the stack allows arguments.
    for (const child of childrenOf(node)) left.push(child);
  }
  return loadsGate && hasSite;
}

function loads(node: Node, runtime: string): boolean {
  if (node.type === 'ImportDeclaration') return node.source.value === runtime;
  return (
    node.type === 'CallExpression' &&
    node.arguments.some((argument) => argument.type === 'Literal' && argument.value === runtime)
  );
}

function isSite(node: Node): boolean {
  if (node.type !== 'ObjectExpression') return false;
  const keys = node.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : '',
  );
  return siteKeys.every((key) => keys.includes(key));
}
