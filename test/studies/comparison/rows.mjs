import { rows as calls } from './rows/calls.mjs';
import { rows as contexts } from './rows/contexts.mjs';
import { rows as functions } from './rows/functions.mjs';
import { rows as generators } from './rows/generators.mjs';
import { rows as promises } from './rows/promises.mjs';
import { rows as streams } from './rows/streams.mjs';
import { rows as values } from './rows/values.mjs';

/**
 * The matrix, top to bottom. A row is
 *
 * - `program`: its source: tracked functions, `{ plain }` code around them, `{ class, method }`;
 * - `check(program, trace, { unhandled, stop })`: uses the program, throws what was seen; `trace()` gives the recorded
 *   spans, `stop()`, of libraries that have it, ends tracking in order;
 * - `asksForSpan`: the check looks at spans, so a program without tracking has no answer;
 * - `spans`: names of which one has to be recorded; keeping the semantics by not tracking does not count;
 * - `expectsUnhandled`: unhandled rejections are what the check is about; in all other rows they end the program;
 * - `about`: what the row is about, for contenders that have no such thing.
 */
export const groups = [
  { title: 'calls', rows: calls },
  { title: 'promises', rows: promises },
  { title: 'generators', rows: generators },
  { title: 'streams', rows: streams },
  { title: 'functions', rows: functions },
  { title: 'values', rows: values },
  { title: 'contexts', rows: contexts },
];

export const rows = groups.flatMap(({ rows }) => rows);
