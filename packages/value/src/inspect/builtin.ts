import { blobOutline, requestOutline, responseOutline } from '../outline/platform.ts';
import { typeKey } from '../outline/instance.ts';
import { nodeTag } from '../outline/markup.ts';
import { holderOf, memberKeys, type Members } from '../outline/parts.ts';
import type { Brand } from '../reflect/brand.ts';
import { append, apply, getOwnPropertyDescriptor, nativeOf } from '../reflect/natives.ts';
import { ownData } from '../reflect/prototypes.ts';
import { regExpString } from '../reflect/regexp.ts';
import { prefixOf, type Lineage } from '../reflect/lineage.ts';
import { describeError } from './error.ts';
import { braces, keysOf, maxItems, moreItems, namedKeysOf, withBase, type Item, type Layout } from './layout.ts';
import { primitiveString } from './primitive.ts';
import type { StringWriter } from './writer.ts';

/** For classes of the host: their own properties are the host's internals. */
const noKeys = {};

type BrandLayout = (object: object, lineage: Lineage, brand: Brand, writer: StringWriter) => Layout;

const natives = {
  mapEntries: nativeOf('Map', 'entries'),
  mapSize: nativeOf('Map', 'size'),
  setValues: nativeOf('Set', 'values'),
  setSize: nativeOf('Set', 'size'),
  dateTime: nativeOf('Date', 'getTime'),
  dateIso: nativeOf('Date', 'toISOString'),
  urlHref: nativeOf('URL', 'href'),
};

/** What a native says about an object that has proved its brand. */
function ask(native: ((this: unknown) => unknown) | undefined, object: object): unknown {
  return native && apply(native, object, []);
}

// Taken now, because the iterators' own `next` could be replaced later.
const mapNext = nextOf(new Map().entries());
const setNext = nextOf(new Set().values());

type Next = () => IteratorResult<unknown>;

function nextOf(iterator: object): Next {
  // Proof of the cast: only iterators that the platform has made come here.
  const { next } = iterator as { readonly next: Next };
  return next;
}

function* firstOf(iterator: unknown, next: Next, size: number): Iterable<unknown> {
  for (let shown = 0; shown < Math.min(size, maxItems); shown += 1) yield apply(next, iterator, []).value;
}

const mapLayout: BrandLayout = (map, lineage) => {
  const size = ask(natives.mapSize, map) as number;
  const items = function* (): Iterable<Item> {
    for (const entry of firstOf(ask(natives.mapEntries, map), mapNext, size)) {
      const [key, value] = entry as [unknown, unknown];
      yield { is: 'pair', key, value, arrow: ' => ' };
    }
    if (size > maxItems) yield { is: 'text', text: moreItems(size - maxItems) };
  };
  return braces(lineage, prefixOf(lineage, 'Map', `(${size})`), map, size === 0 ? undefined : items());
};

const setLayout: BrandLayout = (set, lineage) => {
  const size = ask(natives.setSize, set) as number;
  const items = function* (): Iterable<Item> {
    for (const value of firstOf(ask(natives.setValues, set), setNext, size)) yield { is: 'value', value };
    if (size > maxItems) yield { is: 'text', text: moreItems(size - maxItems) };
  };
  return braces(lineage, prefixOf(lineage, 'Set', `(${size})`), set, size === 0 ? undefined : items());
};

/** Header maps and form fields: their own class lists them, and not all of them tell how many there are. */
function entriesLayout(brand: Brand, arrow: ' => ' | ': '): BrandLayout {
  const entries = nativeOf(brand, 'entries');
  const next = nextOfEntries(brand, entries);
  return (object, lineage) => {
    const items: Item[] = [];
    for (const entry of next === undefined ? [] : entriesOf(ask(entries, object), next)) {
      if (items.length === maxItems) {
        append(items, { is: 'text', text: '... more items' });
        break;
      }
      // Proof of the cast: the Fetch and XHR standards, `entries` yields pairs of strings, or of a string and a file.
      const [key, value] = entry as readonly [string, unknown];
      append(items, { is: 'pair', key, value, arrow });
    }
    return braces(lineage, prefixOf({ ...lineage, tag: '' }, brand), noKeys, items.length === 0 ? undefined : items);
  };
}

function* entriesOf(iterator: unknown, next: Next): Iterable<unknown> {
  for (let step = apply(next, iterator, []); step.done !== true; step = apply(next, iterator, [])) yield step.value;
}

function nextOfEntries(brand: Brand, entries: ReturnType<typeof nativeOf>): Next | undefined {
  // Proof of the casts: a brand is the name of a class of the platform, or of none; `entries` answers an iterator.
  const Class = (globalThis as unknown as Readonly<Record<string, (new () => object) | undefined>>)[brand];
  return Class && entries && nextOf(apply(entries, new Class(), []) as object);
}

const urlLayout: BrandLayout = (url, lineage) =>
  braces(lineage, prefixOf({ ...lineage, tag: '' }, 'URL'), noKeys, [
    { is: 'pair', key: 'href', value: ask(natives.urlHref, url), arrow: ': ' },
  ]);

// Its state is the engine's secret; symbols on it are the host's (Node keeps the async context there).
const promiseLayout: BrandLayout = (promise, lineage) => ({
  ...braces(lineage, prefixOf(lineage, 'Promise'), noKeys),
  keys: Object.keys(promise),
});

const weakLayout: BrandLayout = (object, lineage, brand) =>
  braces(lineage, prefixOf(lineage, brand), object, [{ is: 'text', text: '<items unknown>' }]);

// `prefixOf` without the name where what follows makes it clear.
function basePrefix(lineage: Lineage, brand: Brand): string {
  const prefix = prefixOf(lineage, brand);
  return prefix === `${brand} ` ? '' : prefix;
}

const dateLayout: BrandLayout = (date, lineage) => {
  const valid = !Number.isNaN(ask(natives.dateTime, date));
  return withBase(
    date,
    lineage,
    `${basePrefix(lineage, 'Date')}${valid ? String(ask(natives.dateIso, date)) : 'Invalid Date'}`,
  );
};

const regExpLayout: BrandLayout = (regExp, lineage, _brand, writer) => {
  const base = `${basePrefix(lineage, 'RegExp')}${writer.shown(regExpString(regExp))}`;
  return withBase(regExp, lineage, base, { deep: base });
};

function boxedLayout(brand: Brand): BrandLayout {
  const valueOf = nativeOf(brand, 'valueOf');
  return (object, lineage, _brand, writer) => {
    const { constructorName, tag } = lineage;
    const primitive = ask(valueOf, object);
    const maker =
      constructorName === null ? ' (null prototype)' : constructorName === brand ? '' : ` (${constructorName})`;
    const tagString = tag !== '' && tag !== constructorName ? ` [${tag}]` : '';
    const base = `[${brand}${maker}: ${primitiveString(primitive, writer) ?? ''}]${tagString}`;
    const length = typeof primitive === 'string' ? primitive.length : 0;
    return withBase(object, lineage, base, length > 0 ? { keys: namedKeysOf(object, length) } : {});
  };
}

const errorLayout: BrandLayout = (error, lineage, _brand, writer) => {
  const extra = ['cause', 'errors'].filter((key) => getOwnPropertyDescriptor(error, key)?.enumerable === false);
  return withBase(error, lineage, `[${describeError(error, writer)}]`, { keys: [...extra, ...keysOf(error)] });
};

function bufferLayout(brand: Brand): BrandLayout {
  const lengthOf = nativeOf(brand, 'byteLength');
  return (buffer, lineage) => {
    const byteLength = ask(lengthOf, buffer) as number;
    const items = function* (): Iterable<Item> {
      // Proof of the cast: the object has proved this brand.
      yield { is: 'text', text: describeBytes(buffer as ArrayBuffer, byteLength) };
      yield { is: 'pair', key: 'byteLength', value: byteLength, arrow: ': ' };
    };
    return braces(lineage, prefixOf(lineage, brand), buffer, items());
  };
}

function describeBytes(buffer: ArrayBuffer, byteLength: number): string {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(buffer, 0, Math.min(maxItems, byteLength));
  } catch {
    return '(detached)';
  }
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const more = byteLength - bytes.length;
  return `[Uint8Contents]: <${hex}${more > 0 ? ` ... ${more} more byte${more > 1 ? 's' : ''}` : ''}>`;
}

const viewParts = ['byteLength', 'byteOffset', 'buffer'].map((key) => [key, nativeOf('DataView', key)] as const);

const viewLayout: BrandLayout = (view, lineage) => {
  const items = function* (): Iterable<Item> {
    for (const [key, native] of viewParts) {
      const value = askView(native, view);
      if (value !== undefined) yield { is: 'pair', key, value, arrow: ': ' };
    }
  };
  return braces(lineage, prefixOf(lineage, 'DataView'), view, items());
};

// Of a detached buffer a view does not even tell the length it had.
function askView(native: ((this: unknown) => unknown) | undefined, view: object): unknown {
  try {
    return ask(native, view);
  } catch {
    return undefined;
  }
}

/** What JSON shows as members, shown as such: nothing else of the object is worth reading. */
export function outlined(lineage: Lineage, members: Members): Layout {
  const items = memberKeys(members)
    .filter((key) => key !== typeKey)
    .map((key): Item => ({ is: 'pair', key, value: ownData(holderOf(members, key), key), arrow: ': ' }));
  return braces(lineage, prefixOf({ ...lineage, tag: '' }, 'Object'), noKeys, items);
}

const outlinedLayout =
  (outline: (object: object, lineage: Lineage) => Members): BrandLayout =>
  (object, lineage) =>
    outlined(lineage, outline(object, lineage));

const nodeLayout: BrandLayout = (node, lineage) => withBase(node, lineage, nodeTag(node), { keys: [] });

/** How each built-in kind is written. */
export const brandLayouts: Readonly<Record<Brand, BrandLayout>> = {
  ArrayBuffer: bufferLayout('ArrayBuffer'),
  BigInt: boxedLayout('BigInt'),
  Blob: outlinedLayout(blobOutline),
  Boolean: boxedLayout('Boolean'),
  DataView: viewLayout,
  Date: dateLayout,
  Error: errorLayout,
  FormData: entriesLayout('FormData', ' => '),
  Headers: entriesLayout('Headers', ': '),
  Map: mapLayout,
  Node: nodeLayout,
  Number: boxedLayout('Number'),
  Promise: promiseLayout,
  RegExp: regExpLayout,
  Request: outlinedLayout(requestOutline),
  Response: outlinedLayout(responseOutline),
  Set: setLayout,
  SharedArrayBuffer: bufferLayout('SharedArrayBuffer'),
  String: boxedLayout('String'),
  Symbol: boxedLayout('Symbol'),
  URL: urlLayout,
  URLSearchParams: entriesLayout('URLSearchParams', ' => '),
  WeakMap: weakLayout,
  WeakSet: weakLayout,
};
