import type { Lineage } from '../reflect/lineage.ts';
import { readerOf, type Reader } from '../reflect/reader.ts';
import { leadOf } from './instance.ts';
import { present, said, type Members } from './parts.ts';

/** What is said of an object, by name. */
export type Facts = Readonly<Record<string, unknown>>;

/** The members that a class of the platform shows, each read by the platform's own getter. */
function reading(readers: Readonly<Record<string, Reader>>): (object: object) => Facts {
  return (object) =>
    present(Object.fromEntries(Object.entries(readers).map(([key, read]) => [key, read(object)] as const)));
}

const blob = reading({
  name: readerOf('File', 'name'),
  type: readerOf('Blob', 'type'),
  length: readerOf('Blob', 'size'),
});
export const requestMessage: (object: object) => Facts = reading({
  method: readerOf('Request', 'method'),
  url: readerOf('Request', 'url'),
  headers: readerOf('Request', 'headers'),
});
const response = reading({
  status: readerOf('Response', 'status'),
  url: readerOf('Response', 'url'),
  headers: readerOf('Response', 'headers'),
});

type OutlineOf = (object: object, lineage: Lineage) => Members;

function saying(messageOf: (object: object) => Facts): OutlineOf {
  return (object, lineage) => said({ ...leadOf(lineage), ...messageOf(object) });
}

/** `{ '@type': 'File', name: 'a.png', type: 'image/png', length: 1024 }`; bytes that can only be read later have no hash. */
export const blobOutline: OutlineOf = saying(blob);
export const requestOutline: OutlineOf = saying(requestMessage);
export const responseOutline: OutlineOf = saying(response);
