/**
 * A value on its way to the line that shows it:
 *
 *   value ─▶ primitive            a string in quotes, a number, a symbol …
 *     └─ object ─▶ layout         which brackets, which items, which keys
 *          ├─ array, builtin      by what the object proves to be (reflect/brand)
 *          └─ plain, function     by its constructor and tag (reflect/lineage); error by its stack
 *               └─ inspect        item by item into the writer, which stops at the limit; each item again from the top
 *
 * A name that means a secret (secret/place) stops it before the value is looked at; strings lose the secrets in them in
 * the writer.
 */
import type { Format, ValueLimits } from '../format/format.ts';
import { append, isProxy } from '../reflect/natives.ts';
import { ownProperty } from '../reflect/prototypes.ts';
import { prefixOf } from '../reflect/lineage.ts';
import { descriptionOf } from '../reflect/symbol.ts';
import { nameOfValue } from '../secret/place.ts';
import { eachElement } from './array.ts';
import type { Item, Layout } from './layout.ts';
import { layoutOf } from './object.ts';
import { isSimple, keyString, longestSimple, primitiveString, simpleString } from './primitive.ts';
import { StringWriter } from './writer.ts';

/**
 * The format that shows values as `util.inspect` with `compact: true` and an unlimited `breakLength` does, in one line.
 *
 * Work is bounded by `maxLength`, and no code of the program runs: accessors are shown as `[Getter]`, proxies as
 * `[Proxy]`; custom inspection, `toJSON` and iteration are not asked. Errors show without their stack, and the state
 * of promises, weak collections and iterators is not shown, because only the engine knows it. Secrets are replaced.
 * What is too long is cut at the end, where a `…` stands for the rest.
 *
 * @example
 * inspect({ id: 1, tags: ['a'] }, options); // { value: "{ id: 1, tags: [ 'a' ] }", isJson: false }
 */
export const inspect: Format = (value, limits, name) => ({ value: inspectString(value, limits, name), isJson: false });

/** What `inspect` makes of a value. */
export function inspectString(value: unknown, limits: StringLimits, name?: string): string {
  // Most captured values are short primitives; they need no writer.
  if (isSimple(value) && limits.maxLength >= longestSimple) return simpleString(value);
  const writer = new StringWriter(limits, name);
  writeValue(writer, limits, value, 0);
  return writer.finish();
}

/** `maxString` is of no account: a string is as long as there is room. */
type StringLimits = Omit<ValueLimits, 'maxString'>;

function writeValue(writer: StringWriter, limits: StringLimits, value: unknown, depth: number): void {
  const primitive = primitiveString(value, writer);
  if (primitive !== undefined) writer.write(primitive);
  else if (isProxy(value)) writer.write('[Proxy]');
  // Proof of the casts: what is not a primitive is an object or a function.
  else if (!writer.writeCircular(value as object)) writeObject(writer, limits, value as object, depth);
}

function writeObject(writer: StringWriter, limits: StringLimits, object: object, depth: number): void {
  const layout = layoutOf(object, writer);
  const isEmpty = layout.keys.length === 0 && layout.items === undefined && !layout.elements?.length;
  // Names of functions and classes are the program's, and may hold what a string may.
  if (isEmpty) writer.write(writer.shown(layout.empty));
  else if (depth > limits.maxDepth) writer.write(writer.shown(deepString(object, layout)));
  else {
    const start = writer.enter(object);
    writer.write(writer.shown(layout.base === undefined ? layout.open : `${layout.open} ${layout.base}`));
    const hasContents = writeContents(writer, limits, object, layout, depth + 1);
    writer.write(hasContents ? ` ${layout.close}` : layout.close);
    writer.leave(object, start);
  }
}

/** Writes what is between the braces until the writer is full; tells whether there was anything. */
function writeContents(
  writer: StringWriter,
  limits: StringLimits,
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
      else writeProperty(writer, limits, object, String(element), depth, true);
      return true;
    });
  }
  for (const item of layout.items ?? []) {
    if (!next()) break;
    writeItem(writer, limits, item, depth);
  }
  for (const key of layout.keys) {
    if (!next()) break;
    writeProperty(writer, limits, object, key, depth, false);
  }
  return separator === ', ';
}

function deepString(object: object, { deep, lineage }: Layout): string {
  const fallback = Array.isArray(object) ? 'Array' : typeof object === 'function' ? 'Function' : 'Object';
  const name = prefixOf(lineage, fallback).slice(0, -1);
  return deep ?? (lineage.constructorName === null ? name : `[${name}]`);
}

function writeItem(writer: StringWriter, limits: StringLimits, item: Item, depth: number): void {
  if (item.is === 'text') writer.write(item.text);
  else if (item.is === 'value') writeValue(writer, limits, item.value, depth);
  else {
    if (item.arrow === ' => ') writeValue(writer, limits, item.key, depth);
    else writer.write(keyString(String(item.key), true, writer));
    writer.write(item.arrow);
    writeNamed(writer, limits, nameOfKey(item.key), item.value, depth);
  }
}

function writeProperty(
  writer: StringWriter,
  limits: StringLimits,
  holder: object,
  key: string | symbol,
  depth: number,
  isElement: boolean,
): void {
  const property = ownProperty(holder, key);
  if (!isElement) writer.write(`${keyString(key, property?.enumerable !== false, writer)}: `);
  if (property === undefined) writer.write('<uninitialized>');
  else if (property.get !== undefined) writer.write(property.set === undefined ? '[Getter]' : '[Getter/Setter]');
  else if (property.set !== undefined) writer.write('[Setter]');
  else {
    const place = { value: property.value, holder, key, isElement, outer: writer.outer, holderName: writer.name };
    writeNamed(writer, limits, nameOfValue(limits.secrets, place), property.value, depth, key);
  }
}

// Keys of a Map may be anything.
function nameOfKey(key: unknown): string {
  return typeof key === 'symbol' ? descriptionOf(key) : typeof key === 'string' ? key : '';
}

/** Writes a value that has a name; the name may mean that it is a secret. */
function writeNamed(
  writer: StringWriter,
  limits: StringLimits,
  name: string,
  value: unknown,
  depth: number,
  key: string | symbol = name,
): void {
  const { secrets } = limits;
  append(writer.path, typeof key === 'symbol' ? `Symbol(${descriptionOf(key)})` : key);
  const isSecret = name !== '' && secrets.isSecret(name, value);
  const replacement = isSecret ? secrets.replacement({ key: name, path: [...writer.path], value }) : undefined;
  if (replacement !== undefined) writer.write(replacement);
  else writeValue(writer, limits, value, depth);
  writer.path.pop();
}
