import { constantString } from './constant-string.ts';
import { childrenOf, isWrapper, type Node, type PropertyKey } from './syntax.ts';

/** `run` → run, `#step` → #step, `'n'` → n, `[Symbol.iterator]` → [Symbol.iterator], anything else → [computed]. */
export function keyName(key: PropertyKey, computed: boolean): string {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'Identifier' && !computed) return key.name;
  const path = memberPath(key);
  return path === null ? '[computed]' : `[${path.join('.')}]`;
}

/** A key that is known before the program runs; `null` for private names and everything computed. */
export function staticKey(key: Node, computed: boolean): string | null {
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' && !('regex' in key) ? String(key.value) : null;
}

/** What a key says of its value: `apiKey` → apiKey; `['api' + 'Key']` → apiKey; `[Field.apiKey]` → Field, apiKey. */
export function keyWords(key: Node, computed: boolean): readonly string[] {
  const name = staticKey(key, computed) ?? constantString(key);
  return name === null ? namesIn(key) : [name];
}

function namesIn(node: Node): readonly string[] {
  if (node.type === 'Identifier') return [node.name];
  return [constantString(node) ?? [], ...childrenOf(node).map(namesIn)].flat();
}

/** `a.b.c` → [a, b, c]; `null` when a part is computed or a call. */
export function memberPath(node: Node): readonly string[] | null {
  const inner = isWrapper(node) ? node.expression : node;
  if (inner.type === 'Identifier') return [inner.name];
  if (inner.type === 'ThisExpression') return ['this'];
  if (inner.type !== 'MemberExpression' || inner.computed) return null;
  const object = memberPath(inner.object);
  if (object === null) return null;
  return [...object, inner.property.type === 'PrivateIdentifier' ? `#${inner.property.name}` : inner.property.name];
}
