/** What attributes of spans mean, and how their strings are shown on a line: for what reads traces and has to load fast. */
export { parsed, recordedValue, spanTypeOf, typesOfOperations } from './attribute/recorded.ts';
export { oneLine } from './one-line.ts';
