import type { FlowDocumentNode } from './document.ts';
import { unknownPlaceholders } from './placeholders.ts';

/** A mistake in a list of nodes, and where it stands below the list. */
export interface NodeMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly isKey?: boolean;
}

const keys = ['id', 'uses', 'with', 'store', 'if', 'needs'];
type Written = Readonly<Record<string, unknown>>;

/** Every mistake in nodes as they were written; `actions` are the names that they may use, any when absent. */
export function nodeMistakes(nodes: unknown, actions?: readonly string[]): readonly NodeMistake[] {
  if (!Array.isArray(nodes) || nodes.length === 0) return [{ path: [], message: '"nodes" must be a list of nodes.' }];
  const above: string[] = [];
  return nodes.flatMap((node: unknown, index) => {
    if (typeof node !== 'object' || node === null || Array.isArray(node))
      return [{ path: [index], message: 'a node must be an object.' }];
    // Proof of the cast: it is an object that is no list.
    const found = mistakesOf(node as Written, above, actions);
    above.push(String((node as Written)['id']));
    return found.map((mistake) => ({ ...mistake, path: [index, ...mistake.path] }));
  });
}

function mistakesOf(node: Written, above: readonly string[], actions?: readonly string[]): readonly NodeMistake[] {
  const { id, uses, with: input, needs = [] } = node;
  const found: NodeMistake[] = Object.keys(node)
    .filter((key) => !keys.includes(key))
    .map((key) => ({ path: [key], message: `unknown key "${key}" (accepted: ${keys.join(', ')}).`, isKey: true }));
  const add = (key: string, isWrong: boolean, message: string): void => {
    if (isWrong) found.push({ path: [key], message });
  };
  add('id', typeof id !== 'string' || id === '', '"id" must be a string.');
  add('id', typeof id === 'string' && above.includes(id), `there is another node "${String(id)}" above.`);
  add('uses', typeof uses !== 'string', '"uses" must be the name of an action.');
  add(
    'uses',
    typeof uses === 'string' && actions?.includes(uses) === false,
    `there is no action "${String(uses)}" (there are: ${actions?.join(', ')}).`,
  );
  add('with', input !== undefined && (typeof input !== 'object' || input === null), '"with" must be an object.');
  for (const key of ['store', 'if'])
    add(key, node[key] !== undefined && typeof node[key] !== 'string', `"${key}" must be a string.`);
  const isList = Array.isArray(needs) && needs.every((need) => typeof need === 'string');
  add('needs', !isList, '"needs" must be a list of ids.');
  const missing = isList ? needs.filter((need) => !above.includes(need)) : [];
  add('needs', missing.length > 0, `"needs" names "${missing.join('", "')}", and no node above has that id.`);
  const wrong = unknownPlaceholders(JSON.stringify([input, node['if']]));
  add(
    wrong.length > 0 && node['if'] !== undefined ? 'if' : 'with',
    wrong.length > 0,
    `${wrong[0]} is no {{ state.path }}.`,
  );
  return found;
}

/** Nodes below another one, as its input holds them. Throws a `TypeError` that lists every mistake. */
export function checkNodes(nodes: unknown): readonly FlowDocumentNode[] {
  const mistakes = nodeMistakes(nodes);
  if (mistakes.length > 0)
    throw new TypeError(mistakes.map(({ path, message }) => `${['nodes', ...path].join('.')}: ${message}`).join('\n'));
  // Proof of the cast: there are no mistakes in it.
  return nodes as readonly FlowDocumentNode[];
}
