// What writing a value costs: against JSON.stringify for values of every day, and against 64 KB of the same kind for
// values without end. The first is what a tracked call pays, the second shows that the limits bound the work.
import { createSecretPolicy, inspect, json } from '@bud/value';

const limits = { maxLength: 16_384, maxString: 4096, maxDepth: 10, secrets: createSecretPolicy({}) };

const sentence = 'Tell me about the weather in Paris and what I should wear there. ';
const everyDay = {
  'a short string': 'hello world',
  'a small object': { id: 1, name: 'Ada', tags: ['a', 'b'], ok: true },
  'a chat of 10 messages': {
    model: 'small',
    messages: list(10, (index) => ({ role: index % 2 ? 'assistant' : 'user', content: sentence.repeat(5) })),
    temperature: 0.2,
  },
  '100 rows': list(100, (index) => ({ id: index, name: `user ${index}`, email: null, score: index / 3 })),
  '600 numbers': list(600, (index) => index / 7),
  'a string of 800 KB': sentence.repeat(12_500),
};

/** The same kind of value, of 64 KB and without end. */
const endless = {
  'a string in a list': [['x'.repeat(65_536)], ['x'.repeat(100_000_000)]],
  'a string': ['x'.repeat(65_536), 'x'.repeat(100_000_000)],
  items: [list(32_768, () => 1), list(1_000_000, () => 1)],
  'objects in a list': [list(4096, () => ({ a: 'bcdefgh' })), list(1_000_000, () => ({ a: 'bcdefgh' }))],
  levels: [deep(6553), deep(100_000)],
  'a cycle': [cycle(4096), cycle(100_000)],
};

function list(length, of) {
  return Array.from({ length }, (_, index) => of(index));
}

function deep(levels) {
  let value = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
}

function cycle(length) {
  const first = {};
  let last = first;
  for (let index = 1; index < length; index += 1) last = last.next = { index };
  last.next = first;
  return first;
}

/** Microseconds of the fastest of several rounds; the others were interrupted. */
function time(run) {
  for (let warm = 0; warm < 300; warm += 1) run();
  const rounds = list(9, () => {
    const start = process.hrtime.bigint();
    for (let count = 0; count < 100; count += 1) run();
    return Number(process.hrtime.bigint() - start) / 1e5;
  });
  return Math.min(...rounds);
}

// As a span keeps them.
const attributes = {};
const set = (value) => (attributes.value = value);

console.log(`Node ${process.versions.node}. Microseconds per value, set as an attribute.\n`);
console.table(
  Object.entries(everyDay).map(([value, of]) => {
    const stringify = time(() => set(JSON.stringify(of)));
    const ours = time(() => set(json(of, limits).value));
    const inspected = time(() => set(inspect(of, limits).value));
    return { value, 'JSON.stringify': round(stringify), json: round(ours), inspect: round(inspected), 'json / stringify': round(ours / stringify) }; // prettier-ignore
  }),
);
console.log('\nMicroseconds for 64 KB of a kind, and for as much as there is.\n');
console.table(
  Object.entries(endless).map(([kind, [small, large]]) => {
    const [bounded, endlessly] = [time(() => json(small, limits)), time(() => json(large, limits))];
    return { kind, '64 KB': round(bounded), endless: round(endlessly), ratio: round(endlessly / bounded) };
  }),
);

function round(number) {
  return Number(number.toPrecision(3));
}
