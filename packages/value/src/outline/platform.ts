import type { Lineage } from '../reflect/lineage.ts';
import { slotReaderOf, type SlotReader } from '../reflect/slot-reader.ts';
import { leadOf } from './instance.ts';
import { present, said, type Members } from './parts.ts';

/** What is said of an object, by name. */
export type Facts = Readonly<Record<string, unknown>>;

/** The members that a class of the platform shows, each read by the platform's own getter. */
function reading(readers: Readonly<Record<string, SlotReader>>): (object: object) => Facts {
  return (object) =>
    present(Object.fromEntries(Object.entries(readers).map(([key, read]) => [key, read(object)] as const)));
}

const blob = reading({
  name: slotReaderOf('File', 'name'),
  type: slotReaderOf('Blob', 'type'),
  length: slotReaderOf('Blob', 'size'),
});
export const requestMessage: (object: object) => Facts = reading({
  method: slotReaderOf('Request', 'method'),
  url: slotReaderOf('Request', 'url'),
  headers: slotReaderOf('Request', 'headers'),
});
const response = reading({
  status: slotReaderOf('Response', 'status'),
  url: slotReaderOf('Response', 'url'),
  headers: slotReaderOf('Response', 'headers'),
});

type OutlineOf = (object: object, lineage: Lineage) => Members;

function saying(messageOf: (object: object) => Facts): OutlineOf {
  return (object, lineage) => said({ ...leadOf(lineage), ...messageOf(object) });
}

/** `{ '@type': 'File', name: 'a.png', type: 'image/png', length: 1024 }`; bytes that can only be read later have no hash. */
export const blobOutline: OutlineOf = saying(blob);
export const requestOutline: OutlineOf = saying(requestMessage);
export const responseOutline: OutlineOf = saying(response);
