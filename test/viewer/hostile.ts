import { lineOf, type WrittenSpan } from './otlp.ts';

/** What calls the canary if any of it is taken for more than text. */
const attacks: readonly string[] = [
  '<img src=x onerror="canary()">',
  '<script>canary()</script>',
  '</script><script>canary()</script>',
  '</style><svg onload="canary()">',
  '<iframe srcdoc="<script>parent.canary()</script>"></iframe>',
  '"><details open ontoggle=canary()>',
  "javascript:canary()//'",
  '{{constructor.constructor("canary()")()}}',
  '${canary()}',
  'data:text/html,<script>canary()</script>',
  '__proto__',
  '\u202Eyranac\u202C<b onmouseover=canary()>',
];

/** A trace made of attacks, wherever something stands; and traces that no program would write. */
export function hostileLines(): readonly string[] {
  return [
    lineOf(1, [
      {
        id: 1,
        name: attacks[0]!,
        ms: 10,
        attributes: everywhere(),
        events: attacks.map((name) => ({ name, at: 1, attributes: { [name]: name } })),
        links: [{ traceId: attacks[0]!, spanId: attacks[1]! }],
        error: attacks[1]!,
      },
      ...attacks.map((name, index): WrittenSpan => ({
        id: 10 + index,
        parent: 1,
        name,
        ms: 1,
        attributes: { 'bud.track.type': name, [name]: name, 'error.type': name },
        error: name,
      })),
    ]),
    lineOf(2, conversation()),
    // Below each other in a circle, below themselves, below what is not there.
    lineOf(3, [
      { id: 1, parent: 2, name: 'circle a', ms: 1 },
      { id: 2, parent: 3, name: 'circle b', ms: 1 },
      { id: 3, parent: 1, name: 'circle c', ms: 1 },
      { id: 4, parent: 4, name: 'itself', ms: 1 },
      { id: 5, parent: 99, name: 'orphan', ms: 1 },
    ]),
    // Clocks that disagree, and time that runs backwards.
    lineOf(4, [
      { id: 1, name: 'parent', at: 1000, ms: 10 },
      { id: 2, parent: 1, name: 'before its parent', at: -5000, ms: 3 },
      { id: 3, parent: 1, name: 'ends before it begins', at: 1005, ms: -700 },
      { id: 4, parent: 1, name: 'of another century', at: 3e12, ms: 1 },
    ]),
    // One id for two spans, in one request and in another.
    lineOf(5, [
      { id: 1, name: 'twin', ms: 1 },
      { id: 1, name: 'other twin', ms: 2 },
      { id: 2, parent: 1, name: 'child of twins', ms: 1 },
    ]),
    lineOf(5, [{ id: 1, name: 'third twin', ms: 3 }]),
    // Halves of surrogate pairs, nulls, huge strings, deep values.
    lineOf(6, [
      {
        id: 1,
        name: '\uD800 half',
        ms: 1,
        attributes: { '\uDC00': '\uD83D', zero: 'a\u0000b', huge: 'x'.repeat(2_000_000), lines: 'l\n'.repeat(50_000) },
      },
      { id: 2, parent: 1, name: 'y'.repeat(100_000), ms: 1 },
      {
        id: 3,
        parent: 1,
        name: 'deep',
        ms: 1,
        attributes: {
          'bud.track.output': '['.repeat(3000) + ']'.repeat(3000),
          'bud.json_schema': ['bud.track.output'],
        },
      },
      {
        id: 4,
        parent: 1,
        name: 'wide',
        ms: 1,
        attributes: {
          'bud.track.output': JSON.stringify(Array.from({ length: 20_000 }, (_, index) => index)),
          'bud.json_schema': ['bud.track.output'],
        },
      },
    ]),
    lineOf(7, [{ id: 1, name: '', ms: 0 }]),
    'null',
    '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":7,"spanId":{}},null,[]]}]}]}',
    '{"resourceSpans":{"length":1e9}}',
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"8","spanId":"1","name":["no name"],"startTimeUnixNano":"x","endTimeUnixNano":{},"attributes":[{"key":"a"},{"value":{}},7],"events":"e","status":9}]}]}]}`,
  ];
}

/** How many spans of each trace have to be seen. */
export const spansPerTrace: Readonly<Record<string, number>> = { 1: 13, 2: 2, 3: 5, 4: 4, 5: 4, 6: 4, 7: 1, 8: 1 };

function everywhere(): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(
      attacks.map((attack, index) => [`bud.track.input.${attack}`, attacks[(index + 1) % attacks.length]]),
    ),
    'bud.track.type': attacks[0],
    'bud.track.output': JSON.stringify(Object.fromEntries(attacks.map((attack) => [attack, attack]))),
    'bud.json_schema': ['bud.track.output'],
    'code.file.path': attacks[6],
    'url.full': attacks[6],
    constructor: 'x',
    toString: 'y',
  };
}

function conversation(): readonly WrittenSpan[] {
  const parts = attacks.flatMap((attack) => [
    { type: 'text', content: attack },
    { type: 'reasoning', content: attack },
    { type: 'tool_call', id: attack, name: attack, arguments: { [attack]: attack } },
    { type: 'uri', modality: attack, uri: attack },
    { type: attack, [attack]: attack },
  ]);
  const messages = attacks.map((role) => ({ role, parts, finish_reason: role }));
  return [
    {
      id: 1,
      name: 'chat',
      ms: 4,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': attacks[0],
        'gen_ai.input.messages': JSON.stringify(messages),
        'gen_ai.output.messages': '{"not":"a list"}',
      },
    },
    {
      id: 2,
      parent: 1,
      name: 'flat',
      ms: 1,
      attributes: {
        'llm.input_messages.0.message.content': attacks[0],
        'llm.input_messages.__proto__.message.role': 'x',
        'llm.input_messages.constructor.prototype.polluted': 'x',
      },
    },
  ];
}
