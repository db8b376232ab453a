import type { Brand } from '../reflect/brand.ts';
import type { Lineage } from '../reflect/lineage.ts';
import { nativeReaderOf } from '../reflect/native-reader.ts';
import { regExpString } from '../reflect/regexp.ts';
import { bufferOutline } from './bytes.ts';
import { fieldsOutline, mapOutline, setOutline } from './entries.ts';
import { errorOutline } from './error-outline.ts';
import { className } from './instance.ts';
import { nodeTag } from './markup.ts';
import type { Outline } from './parts.ts';
import { blobOutline, requestOutline, responseOutline } from './platform.ts';
import { wordOf } from './word.ts';

type OutlineOf = (object: object, lineage: Lineage, most: number) => Outline;

const dateTime = nativeReaderOf('Date', 'getTime');
const dateIso = nativeReaderOf('Date', 'toISOString');
const urlHref = nativeReaderOf('URL', 'href');

/** `[Promise]`: its state is the engine's secret. */
function nameOnly(brand: Brand): OutlineOf {
  return (_object, lineage) => `[${className(lineage) || brand}]`;
}

/** JSON shows these as what they box. */
function boxed(brand: Brand): OutlineOf {
  const valueOf = nativeReaderOf(brand, 'valueOf');
  // There is a word for every primitive.
  return (object) => wordOf(valueOf(object)) ?? null;
}

/** What shows of each built-in kind. */
export const builtins: Readonly<Record<Brand, OutlineOf>> = {
  ArrayBuffer: bufferOutline('ArrayBuffer'),
  BigInt: boxed('BigInt'),
  Blob: blobOutline,
  Boolean: boxed('Boolean'),
  DataView: bufferOutline('DataView'),
  Date: (date) => (Number.isNaN(dateTime(date)) ? 'Invalid Date' : String(dateIso(date))),
  Error: errorOutline,
  FormData: fieldsOutline('FormData'),
  Headers: fieldsOutline('Headers'),
  Map: mapOutline,
  Node: nodeTag,
  Number: boxed('Number'),
  Promise: nameOnly('Promise'),
  RegExp: regExpString,
  Request: requestOutline,
  Response: responseOutline,
  Set: setOutline,
  SharedArrayBuffer: bufferOutline('SharedArrayBuffer'),
  String: boxed('String'),
  Symbol: boxed('Symbol'),
  URL: (url) => String(urlHref(url)),
  URLSearchParams: fieldsOutline('URLSearchParams'),
  WeakMap: nameOnly('WeakMap'),
  WeakSet: nameOnly('WeakSet'),
};
