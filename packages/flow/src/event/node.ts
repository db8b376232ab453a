import { spanTypeOf, wellFormed } from '@bud/value';

type Attributes = Readonly<Record<string, unknown>>;

/** Attributes that say what a library's span is about: the first that is there decides. */
const areas: readonly (readonly [attribute: string, category: string])[] = [
  ['db.system.name', 'db'],
  ['db.system', 'db'],
  ['mcp.method.name', 'mcp'],
  ['http.request.method', 'http'],
  ['http.method', 'http'],
  ['messaging.system', 'messaging'],
];

const longestNode = 120;

/** The kind of step that a span is; `span` where nothing says. */
function categoryOf(attributes: Attributes): string {
  return spanTypeOf(attributes) ?? areas.find(([attribute]) => attribute in attributes)?.[1] ?? 'span';
}

/**
 * `<category>.<name>`. A call of a model is called by its operation, so that the model is no part of it.
 *
 * @example
 * nodeOf('chat gpt-4o', { 'gen_ai.operation.name': 'chat' }); // 'llm.chat'
 * nodeOf('search', { 'bud.track.type': 'tool' }); // 'tool.search'
 */
export function nodeOf(name: string, attributes: Attributes): string {
  const category = categoryOf(attributes);
  const { 'gen_ai.operation.name': operation, 'bud.track.type': marked } = attributes;
  const own = typeof operation === 'string' && marked === undefined && category === 'llm' ? operation : name;
  const node = own.startsWith(`${category}.`) ? own : `${category}.${own}`;
  return shortNode(node);
}

/** A node that any program may have named, with something in it, and not too long for an event. */
export function shortNode(node: string): string {
  return node === '' ? 'span' : wellFormed(node.slice(0, longestNode));
}

/** `llm` of `llm.chat`. */
export function categoryOfNode(node: string): string {
  const end = node.indexOf('.');
  return end === -1 ? node : node.slice(0, end);
}
