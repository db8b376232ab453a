import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';

/** A document in YAML or JSON whose parts know where they stand. */
export interface WrittenDocument {
  readonly value: unknown;
  /** Puts file, line and column of a part before a message. `key`: of the key itself, where the part is a member. */
  readonly at: (path: readonly (string | number)[], message: string, key?: boolean) => string;
}

/** Reads YAML, and so JSON. Throws a `TypeError` with line and column of every mistake of syntax. */
export function readDocument(text: string, file: string): WrittenDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number, message: string): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col} ${message}`;
  };
  if (document.errors.length > 0)
    throw new TypeError(document.errors.map(({ pos: [start], message }) => place(start, message)).join('\n'));
  return {
    value: document.toJS() as unknown,
    at: (path, message, key = false) => place(offsetOf(document, path, key), message),
  };
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[], ofKey: boolean): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  path.forEach((part, index) => {
    const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(part)) : undefined;
    const item = isSeq(node) ? node.items[Number(part)] : undefined;
    const wantsKey = ofKey && index === path.length - 1;
    offset = rangeStart(pair === undefined ? item : wantsKey ? pair.key : (pair.value ?? pair.key)) ?? offset;
    node = pair === undefined ? item : pair.value;
  });
  return offset;
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function rangeStart(node: unknown): number | undefined {
  if (isPair(node)) return rangeStart(node.key);
  // Proof of the cast: nodes of a parsed document have a range.
  return (node as Node | null | undefined)?.range?.[0];
}
