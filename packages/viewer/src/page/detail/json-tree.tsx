import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { shownNumber } from '../show/quantity.ts';

/** So many members are shown at once; the rest on request. */
const pageSize = 100;
/** Longer strings are cut until they are asked for. */
const longString = 600;

/** A value as a tree that opens; every part of it is text. */
export function JsonTree({ value, name }: { readonly value: unknown; readonly name?: string }): JSX.Element {
  return (
    <div class="json">
      <Node value={value} name={name} depth={0} />
    </div>
  );
}

interface NodeProps {
  readonly value: unknown;
  readonly name: string | undefined;
  readonly depth: number;
}

function Node({ value, name, depth }: NodeProps): JSX.Element {
  const isBranch = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isBranch ? <Branch value={value} name={name} depth={depth} /> : <Leaf value={value} name={name} />;
}

function Branch({ value, name, depth }: NodeProps & { readonly value: object }): JSX.Element {
  const entries = Object.entries(value);
  const [isOpen, setOpen] = useState(depth < 2 && entries.length <= 40);
  const [shown, setShown] = useState(pageSize);
  const isList = Array.isArray(value);
  const members = (
    <div class="json-members">
      {entries.slice(0, shown).map(([key, member]) => (
        <Node key={key} value={member} name={key} depth={depth + 1} />
      ))}
      {entries.length > shown && (
        <button type="button" class="link" onClick={() => setShown(shown + 10 * pageSize)}>
          {entries.length - shown} more
        </button>
      )}
    </div>
  );
  // What stands alone and is small needs nothing to open it.
  if (name === undefined && depth === 0 && entries.length <= 40) return members;
  return (
    <div class="json-branch">
      <button type="button" class="json-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span class={`twisty${isOpen ? ' is-open' : ''}`} aria-hidden="true" />
        <Key name={name} />
        <span class="json-brief">{isOpen ? (isList ? `[${entries.length}]` : '{…}') : briefOf(value, isList)}</span>
      </button>
      {isOpen && members}
    </div>
  );
}

function Leaf({ value, name }: Omit<NodeProps, 'depth'>): JSX.Element {
  const [isWhole, setWhole] = useState(false);
  const text = textOf(value);
  const isCut = !isWhole && text.length > longString;
  return (
    <div class="json-leaf">
      <Key name={name} />
      <span class={`json-${kindOf(value)}`}>{isCut ? `${text.slice(0, longString)}…` : text}</span>
      {isCut && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          all {shownNumber(text.length)} characters
        </button>
      )}
    </div>
  );
}

function Key({ name }: { readonly name: string | undefined }): JSX.Element | null {
  return name === undefined ? null : <span class="json-key">{name}</span>;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'object' ? 'null' : typeof value;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' && value !== null ? '{}' : String(value);
}

function briefOf(value: object, isList: boolean): string {
  const entries = Object.entries(value);
  const parts = entries.slice(0, 4).map(([key, member]) => (isList ? wordOf(member) : `${key}: ${wordOf(member)}`));
  const inner = `${parts.join(', ')}${entries.length > 4 ? ', …' : ''}`;
  const cut = inner.length > 80 ? `${inner.slice(0, 79)}…` : inner;
  return isList ? `[${cut}] ${entries.length}` : `{ ${cut} }`;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = typeof value === 'string' ? value : String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
