/** What attributes of spans mean: for what reads traces and has to load fast. */
export { parsed, recordedValue, spanTypeOf } from './attribute/recorded.ts';
