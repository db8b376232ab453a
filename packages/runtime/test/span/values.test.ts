import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, it, vi } from 'vitest';
import { __bud } from '../handing.ts';
import { inspect } from '@bud/runtime/inspect';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The attributes of one call, without those that say where the function is. */
function record(
  options: Parameters<typeof traced>[0],
  inputs: Readonly<Record<string, unknown>>,
  result?: unknown,
  more: Parameters<typeof site>[3] = {},
): Record<string, unknown> {
  const trace = traced(options);
  const S = site('work', 'sync', Object.keys(inputs), more);
  __bud.call(S, () => result, undefined, [], Object.values(inputs));
  const { attributes } = trace.span('work');
  expect(trace.tracking.failureCount).toBe(0);
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => /^bud\.(?:track|json|msg)/.test(key)));
}

describe('values of a span', () => {
  it('have the type of the value, or are JSON and listed', () => {
    expect(
      record(
        {},
        { text: 'why', count: 2, flag: false, none: null, options: { a: 1 }, list: [1, 2], at: new Date(0) },
        [1],
      ),
    ).toEqual({
      'bud.track.input.text': 'why',
      'bud.track.input.count': 2,
      'bud.track.input.flag': false,
      'bud.track.input.none': 'null',
      'bud.track.input.options': '{"a":1}',
      'bud.track.input.list': '[1,2]',
      'bud.track.input.at': '1970-01-01T00:00:00.000Z',
      'bud.track.output': '[1]',
      'bud.json_schema': [
        'bud.track.input.none',
        'bud.track.input.options',
        'bud.track.input.list',
        'bud.track.output',
      ],
    });
  });

  it('are as util.inspect prints them, with the other format', () => {
    expect(record({ format: inspect }, { text: 'why', options: { a: [1] } }, { ok: true })).toEqual({
      'bud.track.input.text': "'why'",
      'bud.track.input.options': '{ a: [ 1 ] }',
      'bud.track.output.ok': 'true',
    });
  });

  it('say undefined for an argument, and nothing for a function that returns nothing', () => {
    for (const options of [{}, { format: inspect }]) {
      expect(record(options, { a: undefined })).toEqual({ 'bud.track.input.a': 'undefined' });
    }
    expect(record({}, {}, null)).toEqual({ 'bud.track.output': 'null', 'bud.json_schema': ['bud.track.output'] });
  });

  it('are one attribute per key of a plain result, each by the same rule', () => {
    const result = {
      answer: 'because',
      score: 0.5,
      parts: [1],
      missing: undefined,
      get late() {
        return expect.unreachable();
      },
    };
    expect(record({}, {}, result)).toEqual({
      'bud.track.output.answer': 'because',
      'bud.track.output.score': 0.5,
      'bud.track.output.parts': '[1]',
      'bud.track.output.late': '[Getter]',
      'bud.json_schema': ['bud.track.output.parts'],
    });
  });

  it('are one attribute for a result with no keys, too many keys, or of a class', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, index]));
    expect(record({}, {}, {})['bud.track.output']).toBe('{}');
    expect(record({}, {}, many)['bud.track.output']).toBe(JSON.stringify(many));
    expect(record({}, {}, new (class Answer { readonly id = 1 })())['bud.track.output']).toBe('{"@type":"Answer","id":1}'); // prettier-ignore
    const element = { $$typeof: Symbol.for('react.transitional.element'), type: 'div', props: {} };
    expect(record({}, {}, element)).toEqual({ 'bud.track.output': '<div>' });
  });

  it('keep the limits that the program sets', () => {
    const value = { a: { b: { c: 1 } }, s: 'x'.repeat(100) };
    expect(record({ maxDepth: 1, maxString: 30 }, { value })).toMatchObject({
      'bud.track.input.value': '{"a":{"b":"[Object]"},"s":"xxxxxxxxx…[82 more]…xxxxxxxxx"}',
    });
    expect(record({ maxLength: 30 }, { value: 'x'.repeat(100) })).toMatchObject({
      'bud.track.input.value': 'xxxxxxxxx…[82 more]…xxxxxxxxx',
    });
  });

  it('keep the question after a long system prompt', () => {
    const chat = [
      { role: 'system', content: 's'.repeat(1200) },
      { role: 'user', content: 'What is the capital of France?' },
    ];
    for (const options of [{}, { maxLength: 1000 }, { maxLength: 300 }]) {
      expect(record(options, { chat })['bud.track.input.chat']).toContain('What is the capital of France?');
    }
  });
});

describe('an argument that cannot be read', () => {
  it('costs none of the others: a module whose bindings are in their dead zone', async () => {
    const trace = traced();
    const S = site('work', 'sync', ['module', 'question', 'rest']);
    const seen: unknown[] = [];
    const work = (module: unknown, question: string): unknown => {
      if (__bud.on && __bud.enter(S)) return __bud.call(S, work, undefined, [module, question], [module, question, 3]);
      return { module, question };
    };
    // A real module that hands itself out before it has run; Node imports it, not the test runner.
    const file = join(mkdtempSync(join(tmpdir(), 'bud-')), 'self.mjs');
    writeFileSync(
      file,
      'import * as self from "./self.mjs"; work(self); export const later = 1; export let other = 2;',
    );
    const importNatively = new Script('(url) => import(url)', {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as (url: string) => Promise<unknown>;
    vi.stubGlobal('work', (module: unknown) => seen.push(work(module, 'why')));
    await importNatively(pathToFileURL(file).href);
    vi.unstubAllGlobals();
    expect(seen).toHaveLength(1);
    expect(trace.tracking.failureCount).toBe(0);
    const { attributes, status } = trace.span('work');
    expect(status.code).toBe(SpanStatusCode.OK);
    expect(attributes).toMatchObject({
      'bud.track.input.module': '{"later":"<uninitialized>","other":"<uninitialized>"}',
      'bud.track.input.question': 'why',
      'bud.track.input.rest': 3,
      'bud.track.output.question': 'why',
    });
  });

  it('costs none of the others: a value that fails in a format of the program', () => {
    const trace = traced({
      format: (value) => {
        if (value === 'bad') throw new Error('cannot');
        return { value: String(value), isJson: false };
      },
    });
    __bud.call(site('work', 'sync', ['a', 'b', 'c']), () => 'fine', undefined, [], [1, 'bad', 3]);
    expect(trace.span('work').attributes).toMatchObject({
      'bud.track.input.a': '1',
      'bud.track.input.c': '3',
      'bud.track.output': 'fine',
    });
    expect(trace.tracking.failureCount).toBe(1);
  });
});

describe('half characters', () => {
  const half = 'a\ud83d';

  it('are nowhere in a span', () => {
    const trace = traced();
    const S = site(`work${half}`, 'sync', [`p${half}`, 'value'], {
      function: `work${half}`,
      message: `${half} {value}`,
      tags: [half],
      attributes: { [`k${half}`]: half, list: [half] },
    });
    const Named = Object.defineProperty(class extends Error {}, 'name', { value: `E${half}` });
    const values = [half, { [half]: half, named: Object.defineProperty(() => {}, 'name', { value: half }) }];
    __bud.call(S, () => ({ [half]: half }), undefined, [], values);
    expect(() => __bud.call(S, () => { throw new Named(half); }, undefined, [], values)).toThrow(half); // prettier-ignore
    for (const { name, attributes, events, status } of trace.spans()) {
      const strings: string[] = [];
      JSON.stringify([name, attributes, events, status], (key, value: unknown) => {
        strings.push(key, typeof value === 'string' ? value : '');
        return value;
      });
      expect(strings.filter((text) => lone.test(text))).toEqual([]);
    }
  });

  it('are not made by cutting', () => {
    for (let maxLength = 10; maxLength < 60; maxLength += 1) {
      const texts = Object.values(
        record({ maxLength }, { text: '😀'.repeat(50), list: ['😀'.repeat(50)] }, '😀'.repeat(60), {
          message: '{text} {list}',
        }),
      ).flat();
      for (const text of texts) {
        expect(text).not.toMatch(lone);
        expect(text).not.toMatch(/\\ud/);
      }
    }
  });
});
