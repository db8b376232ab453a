import * as api from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import * as bud from '@bud/observe';
import type { MemoryExporter, ObserveOptions, Observing } from '@bud/observe';
import { afterEach, describe, expect, it } from 'vitest';
import { lookalikes } from '../../value/test/secret/lookalikes.ts';
import { planted } from '../../value/test/secret/planted.ts';
import { stringsOf, stringsOfRecord } from './recorded.ts';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

function configured(options: ObserveOptions = {}): MemoryExporter {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], ...options });
  return memory;
}

const foreign = api.trace.getTracer('another library');

/** Where another library, or the program, can put a string. */
const places: Readonly<Record<string, (text: string) => void>> = {
  'the name of a span': (text) => foreign.startSpan(text).end(),
  'an attribute': (text) => foreign.startSpan('s', { attributes: { note: text } }).end(),
  'an attribute that a convention names': (text) =>
    foreign
      .startSpan('s')
      .setAttributes({ 'db.query.text': text, 'url.full': text, 'gen_ai.input.messages': text })
      .end(),
  'a list': (text) => foreign.startSpan('s', { attributes: { lines: [text, 'other'] } }).end(),
  'JSON in an attribute': (text) =>
    foreign.startSpan('s', { attributes: { 'gen_ai.prompt': JSON.stringify([{ content: text }]) } }).end(),
  'an event': (text) => foreign.startSpan('s').addEvent(text, { note: text }).end(),
  'an exception': (text) => {
    const span = foreign.startSpan('s');
    span.recordException(new Error(text));
    span.setStatus({ code: api.SpanStatusCode.ERROR, message: text }).end();
  },
  'a link': (text) =>
    foreign.startSpan('s', { links: [{ context: api.INVALID_SPAN_CONTEXT, attributes: { note: text } }] }).end(),
  'a message of ours': (text) => bud.info('About {text}', { text }),
  'a template of ours': (text) => bud.info(text),
  'a span of ours': (text) =>
    bud
      .span('s', { text, nested: { lines: [text] } })
      .setAttribute('later', [text])
      .end(),
  'an exception of ours': (text) => bud.exception(new Error(text), 'Failed: {text}', { text }),
  'an attribute of everything below': (text) => bud.withAttributes({ note: text }, () => foreign.startSpan('s').end()),
  'a log record': (text) =>
    logs.getLogger('another library').emit({ body: text, attributes: { note: text, lines: [text] } }),
};

function shown({ spans, logs: records }: MemoryExporter): readonly string[] {
  return [...spans.map(stringsOf), ...records.map(stringsOfRecord)];
}

describe('more than 600 strings with a secret in them', () => {
  it.each(Object.keys(places))('show none of it in %s', (place) => {
    const memory = configured();
    const leaks = planted.filter(({ text, secrets }) => {
      memory.clear();
      places[place]!(text);
      const all = shown(memory);
      expect(all.length).toBeGreaterThan(0);
      return secrets.some((secret) => all.some((string) => string.includes(secret)));
    });
    expect(leaks.map(({ what, text }) => `${what}: ${text}`)).toEqual([]);
  });
});

it('leaves more than 400 strings as they are that only look as if', () => {
  const memory = configured();
  for (const text of lookalikes) foreign.startSpan('s', { attributes: { note: text } }).end();
  const hidden = memory.spans.filter(({ attributes }, index) => attributes['note'] !== lookalikes[index]);
  expect(hidden.map(({ attributes }) => attributes['note'])).toEqual([]);
});

describe('a secret by its name', () => {
  it.each([
    'password',
    'db_password',
    'http.request.header.authorization',
    'http.request.header.x-api-key',
    'db.query.parameter.password',
  ])('is hidden in %s', (name) => {
    const memory = configured();
    foreign.startSpan('s', { attributes: { [name]: 'plainword' } }).end();
    expect(memory.spans[0]?.attributes).toMatchObject({ [name]: '[REDACTED]', 'bud.scrubbed': [name] });
  });

  it.each(['session.id', 'gen_ai.usage.input_tokens', 'http.route', 'code.function.name', 'user.id', 'bud.project.id'])(
    'is not meant by %s',
    (name) => {
      const memory = configured();
      foreign.startSpan('s', { attributes: { [name]: 'plainword' } }).end();
      expect(memory.spans[0]?.attributes[name]).toBe('plainword');
    },
  );

  it('is what the program says', () => {
    const memory = configured({
      tracking: { redact: ['patient'], keep: ['password'], onSecret: ({ key }) => `<${key}>` },
    });
    foreign.startSpan('s', { attributes: { patientName: 'Ada', password: 'kept', apiKey: 'x' } }).end();
    expect(memory.spans[0]?.attributes).toMatchObject({
      patientName: '<patientName>',
      password: 'kept',
      apiKey: '<apiKey>',
    });
  });
});

it('leaves what other libraries record as it is, on request', () => {
  const memory = configured({ scrubbing: false });
  foreign.startSpan('s', { attributes: { password: 'plainword' } }).end();
  bud.span('s', { password: 'plainword' }).end();
  expect(memory.spans.map(({ attributes }) => attributes['password'])).toEqual(['plainword', '[REDACTED]']);
});

it('hides personal data, on request, also in what tracked functions took', () => {
  const memory = configured({ scrubbing: { pii: true } });
  const write = bud.track({ params: ['to'] }, (to: string) => ({ to }));
  write('Ada <ada@example.com>');
  foreign.startSpan('card 4111 1111 1111 1111').end();
  bud.info('Called {number}', { number: '+43 1 234 56 78' });
  for (const text of shown(memory)) {
    expect(text).toContain('[REDACTED]');
    expect(text).not.toMatch(/ada@|4111|234 56/);
  }
});
