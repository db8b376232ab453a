import type { Lineage } from '../reflect/lineage.ts';
import { nativeReaderOf, type NativeReader } from '../reflect/native-reader.ts';
import { leadOf } from './instance.ts';
import { present, said, type Members } from './parts.ts';

/** What is said of an object, by name. */
export type Facts = Readonly<Record<string, unknown>>;

/** The members that a class of the platform shows, each read by the platform's own getter. */
function reading(readers: Readonly<Record<string, NativeReader>>): (object: object) => Facts {
  return (object) =>
    present(Object.fromEntries(Object.entries(readers).map(([key, read]) => [key, read(object)] as const)));
}

const blob = reading({
  name: nativeReaderOf('File', 'name'),
  type: nativeReaderOf('Blob', 'type'),
  length: nativeReaderOf('Blob', 'size'),
});
export const requestMessage: (object: object) => Facts = reading({
  method: nativeReaderOf('Request', 'method'),
  url: nativeReaderOf('Request', 'url'),
  headers: nativeReaderOf('Request', 'headers'),
});
const response = reading({
  status: nativeReaderOf('Response', 'status'),
  url: nativeReaderOf('Response', 'url'),
  headers: nativeReaderOf('Response', 'headers'),
});

type OutlineOf = (object: object, lineage: Lineage) => Members;

function saying(messageOf: (object: object) => Facts): OutlineOf {
  return (object, lineage) => said({ ...leadOf(lineage), ...messageOf(object) });
}

/** `{ '@type': 'File', name: 'a.png', type: 'image/png', length: 1024 }`; bytes that can only be read later have no hash. */
export const blobOutline: OutlineOf = saying(blob);
export const requestOutline: OutlineOf = saying(requestMessage);
export const responseOutline: OutlineOf = saying(response);
