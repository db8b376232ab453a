import { functionName } from '../reflect/function.ts';
import { ownData } from '../reflect/prototypes.ts';
import { nativeReaderOf } from '../reflect/native-reader.ts';
import { descriptionOf } from '../reflect/symbol.ts';

// React, packages/shared/ReactSymbols.js: the tag of elements, up to 18 and from 19.
const elementSymbol = /^react\.(?:transitional\.)?element$/;

/** `<Chat>`, `<div>`, `<Suspense>` for a React element; undefined for everything else. */
export function elementTag(object: object): string | undefined {
  if (!Object.hasOwn(object, '$$typeof')) return undefined;
  const mark = ownData(object, '$$typeof');
  if (typeof mark !== 'symbol' || !elementSymbol.test(descriptionOf(mark))) return undefined;
  return `<${componentName(ownData(object, 'type'))}>`;
}

function componentName(type: unknown): string {
  if (typeof type === 'string') return type;
  if (typeof type === 'symbol') return descriptionOf(type).replace(/^react\./, '');
  if (typeof type === 'function') {
    const displayName = ownData(type, 'displayName');
    return typeof displayName === 'string' ? displayName : functionName(type) || 'Component';
  }
  // `memo` and `forwardRef` wrap a component, the first one under its `type`, the second one under `render`.
  const inner = ownData(type, 'type') ?? ownData(type, 'render');
  return typeof inner === 'function' ? componentName(inner) : 'Component';
}

const nodeName = nativeReaderOf('Node', 'nodeName');

/** `<div>`, `<#text>`: a node of a document by its name. */
export function nodeTag(node: object): string {
  return `<${String(nodeName(node)).toLowerCase()}>`;
}
