import { readDocument } from '../options/document.ts';
import { nodeMistakes } from './check-nodes.ts';
import type { FlowDocument } from './document.ts';

const keys = ['name', 'state', 'nodes'];

/** A workflow from YAML or JSON. Throws a `TypeError` that names line and column of every mistake. */
export function readFlowDocument(text: string, file: string, actions: readonly string[]): FlowDocument {
  const { value, at } = readDocument(text, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(at([], 'a workflow must be an object.'));
  // Proof of the cast: it is an object that is no list.
  const { name, state, nodes, ...others } = value as Readonly<Record<string, unknown>>;
  const mistakes = Object.keys(others).map((key) =>
    at([key], `unknown key "${key}" (accepted: ${keys.join(', ')}).`, true),
  );
  if (typeof name !== 'string' || name === '') mistakes.push(at(['name'], '"name" must be a string.'));
  if (state !== undefined && (typeof state !== 'object' || state === null))
    mistakes.push(at(['state'], '"state" must be an object.'));
  for (const { path, message, isKey } of nodeMistakes(nodes, actions))
    mistakes.push(at(['nodes', ...path], message, isKey));
  if (mistakes.length > 0) throw new TypeError(mistakes.join('\n'));
  // Proof of the cast: there are no mistakes in it.
  return value as FlowDocument;
}
