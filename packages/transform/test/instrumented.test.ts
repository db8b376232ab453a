import { expect, test } from 'vitest';
import { instrument } from '../src/index.ts';

const rules = [{ functions: '*' }];
const site = `{ name: "f", runs: "sync", function: "f", file: "a.mjs", line: 1, column: 1, inputs: [] }`;

// What later tools make of emitted code; a second plugin, or a loader on what was built, must not track it again.
test.each([
  [
    'minified',
    'a.mjs',
    `import{gate as o}from"@bud/runtime";var t=${site};function f(){if(o.on&&o.enter(t))return o.call(t,f)}`,
  ],
  ['with the record where it is used', 'a.mjs', `import{gate as o}from"@bud/runtime";const f=()=>o.run(${site});`],
  ['CommonJS', 'a.cjs', `const runtime_1 = require("@bud/runtime"); var s = ${site}; function f() { runtime_1.gate; }`],
  [
    'with counters',
    'a.cjs',
    `var b = (count(), require("@bud/runtime").gate), s = (count(), ${site}); function f() {}`,
  ],
])('leaves its own output alone: %s', (_what, file, code) => {
  expect(instrument(code, file, { rules })).toMatchObject({ code, changed: false, problems: [] });
});

test.each([
  ['a record without the gate', `export const s = ${site}; function f() {}`],
  ['the gate without a record', `import { gate } from "@bud/runtime"; function f() { return gate.on; }`],
  ['the recorder', `import { startTracking } from "@bud/runtime/otel"; const s = ${site}; function f() {}`],
])('tracks what only looks like it: %s', (_what, code) => {
  expect(instrument(code, 'a.mjs', { rules }).changed).toBe(true);
});
