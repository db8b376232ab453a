import { eachElement } from './array-layout.ts';
import { getOwnPropertyDescriptor, isProxy } from './intrinsics.ts';
import type { Item, Layout } from './layout.ts';
import { layoutOf } from './object-layout.ts';
import { prefixOf } from './object-shape.ts';
import { longestSecret } from './secret-text.ts';
import type { Secrets } from './secrets.ts';
import { oneLine, primitiveText, quote, TextWriter } from './text-writer.ts';

/** How captured values become text. */
export interface ValueTextOptions {
  /** In UTF-16 units, without the `…`. */
  readonly maxLength: number;
  /** Nesting that is still opened, as `depth` of `util.inspect`. */
  readonly maxDepth: number;
  readonly secrets: Secrets;
}

/**
 * One line that shows a value, as `util.inspect` with `compact: true` and an unlimited `breakLength` does.
 *
 * The work is bounded by `maxLength`, and no code of the program runs: accessors are shown as `[Getter]`, proxies as
 * `[Proxy]`; custom inspection, `toJSON` and iteration are not asked. Errors show without their stack, and the state
 * of promises, weak collections and iterators is not shown, because only the engine knows it. Secrets are replaced.
 *
 * @example
 * valueText({ id: 1, tags: ['a'], apiKey: 'sk' }, options); // "{ id: 1, tags: [ 'a' ], apiKey: [REDACTED] }"
 */
export function valueText(value: unknown, options: ValueTextOptions): string {
  // Most captured values are short primitives; they need no writer.
  if (isShort(value) && options.maxLength >= longestShortText) return primitiveText(value);
  const writer = new TextWriter(options.maxLength);
  writeValue(writer, options, value, 0);
  return writer.finish();
}

// A number takes up to 24 characters (ECMAScript, Number::toString).
const longestShortText = 24;

function isShort(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** The same, except that a string is not quoted. */
export function plainText(value: unknown, options: ValueTextOptions): string {
  if (typeof value !== 'string') return valueText(value, options);
  const writer = new TextWriter(options.maxLength);
  writer.write(options.secrets.hideInText(value.slice(0, writer.room + longestSecret)));
  return writer.finish();
}

function writeValue(writer: TextWriter, options: ValueTextOptions, value: unknown, depth: number): void {
  if (typeof value === 'string')
    writer.write(quote(options.secrets.hideInText(value.slice(0, writer.room + longestSecret))));
  else if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    writer.write(primitiveText(value));
  else if (isProxy(value)) writer.write('[Proxy]');
  else if (!writer.writeCircular(value)) writeObject(writer, options, value, depth);
}

function writeObject(writer: TextWriter, options: ValueTextOptions, object: object, depth: number): void {
  const layout = layoutOf(object);
  const isEmpty = layout.keys.length === 0 && layout.items === undefined && !layout.elements?.length;
  // The text of an error is the program's, and may hold what a string may.
  if (isEmpty) writer.write(options.secrets.hideInText(layout.empty));
  else if (depth > options.maxDepth) writer.write(deepText(object, layout));
  else {
    const start = writer.enter(object);
    writer.write(layout.base === undefined ? layout.open : `${layout.open} ${options.secrets.hideInText(layout.base)}`);
    const hasContents = writeContents(writer, options, object, layout, depth + 1);
    writer.write(hasContents ? ` ${layout.close}` : layout.close);
    writer.leave(object, start);
  }
}

/** Writes what is between the braces until the text is full; tells whether there was anything. */
function writeContents(
  writer: TextWriter,
  options: ValueTextOptions,
  object: object,
  layout: Layout,
  depth: number,
): boolean {
  let separator = ' ';
  const next = (): boolean => {
    writer.write(separator);
    separator = ', ';
    return !writer.isFull;
  };
  if (layout.elements !== undefined) {
    eachElement(layout.elements, (element) => {
      if (!next()) return false;
      if (typeof element === 'string') writer.write(element);
      else writeProperty(writer, options, object, String(element), depth, true);
      return true;
    });
  }
  for (const item of layout.items ?? []) {
    if (!next()) break;
    writeItem(writer, options, item, depth);
  }
  for (const key of layout.keys) {
    if (!next()) break;
    writeProperty(writer, options, object, key, depth, false);
  }
  return separator === ', ';
}

function deepText(object: object, { deep, shape }: Layout): string {
  const fallback = Array.isArray(object) ? 'Array' : typeof object === 'function' ? 'Function' : 'Object';
  const name = prefixOf(shape, fallback).slice(0, -1);
  return deep ?? (shape.constructorName === null ? name : `[${name}]`);
}

function writeItem(writer: TextWriter, options: ValueTextOptions, item: Item, depth: number): void {
  if (item.is === 'text') writer.write(item.text);
  else if (item.is === 'value') writeValue(writer, options, item.value, depth);
  else {
    if (item.arrow === ' => ') writeValue(writer, options, item.key, depth);
    else writer.write(keyText(String(item.key), true));
    writer.write(item.arrow);
    writeNamed(writer, options, typeof item.key === 'string' ? item.key : '', item.value, depth);
  }
}

function writeProperty(
  writer: TextWriter,
  options: ValueTextOptions,
  holder: object,
  key: string | symbol,
  depth: number,
  isElement: boolean,
): void {
  const property = readProperty(holder, key);
  if (!isElement) writer.write(`${keyText(key, property?.enumerable !== false)}: `);
  if (property === undefined) writer.write('<uninitialized>');
  else if (property.get !== undefined) writer.write(property.set === undefined ? '[Getter]' : '[Getter/Setter]');
  else if (property.set !== undefined) writer.write('[Setter]');
  else writeNamed(writer, options, nameOfValue(writer, options, holder, key, isElement), property.value, depth, key);
}

/**
 * The name that says what a property's value is; '' when there is none. Mostly its key, but headers and variables
 * also come as `[['authorization', 'x']]` and as `[{ name: 'authorization', value: 'x' }]`.
 */
function nameOfValue(
  writer: TextWriter,
  { secrets }: ValueTextOptions,
  holder: object,
  key: string | symbol,
  isElement: boolean,
): string {
  if (typeof key === 'symbol') return '';
  const isPair = isElement && key === '1' && (holder as unknown[]).length === 2 && Array.isArray(writer.outer);
  for (const other of key === 'value' ? namingKeys : isPair ? ['0'] : []) {
    const name: unknown = readProperty(holder, other)?.value;
    if (typeof name === 'string' && secrets.isSecret(name)) return name;
  }
  return isElement ? '' : key;
}

const namingKeys: readonly string[] = ['name', 'key', 'header'];

// Bindings of a module that has not run yet throw when they are looked at.
function readProperty(holder: object, key: string | symbol): PropertyDescriptor | undefined {
  try {
    return getOwnPropertyDescriptor(holder, key);
  } catch {
    return undefined;
  }
}

/** Writes a value that has a name; the name may mean that it is a secret. */
function writeNamed(
  writer: TextWriter,
  options: ValueTextOptions,
  name: string,
  value: unknown,
  depth: number,
  key: string | symbol = name,
): void {
  const { secrets } = options;
  writer.path.push(typeof key === 'symbol' ? String(key) : key);
  const isSecret = name !== '' && secrets.isSecret(name);
  const replacement = isSecret ? secrets.replacement({ key: name, path: [...writer.path], value }) : undefined;
  if (replacement !== undefined) writer.write(replacement);
  else writeValue(writer, options, value, depth);
  writer.path.pop();
}

function keyText(key: string | symbol, enumerable: boolean): string {
  if (typeof key === 'symbol') return `[${oneLine(String(key))}]`;
  if (key === '__proto__') return "['__proto__']";
  if (!enumerable) return `[${oneLine(key)}]`;
  return /^[a-zA-Z_]\w*$/.test(key) ? key : quote(key);
}
