import * as api from '@opentelemetry/api';
import * as bud from '@bud/observe';
import type { MemoryExporter, ObserveOptions, Observing } from '@bud/observe';
import { afterEach, describe, expect, it } from 'vitest';
import { lookalikes } from '../../value/test/secret/lookalikes.ts';
import { planted } from '../../value/test/secret/planted.ts';
import { places } from './places.ts';
import { stringsOf, stringsOfRecord } from './recorded.ts';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

function configured(options: ObserveOptions = {}): MemoryExporter {
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], propagateBaggage: ['note'], ...options });
  return memory;
}

const foreign = api.trace.getTracer('another library');

/** As whoever reads a URL decodes it. */
function decoded(string: string): string {
  return string.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}

function shown({ spans, logs: records }: MemoryExporter): readonly string[] {
  return [...spans.map(stringsOf), ...records.map(stringsOfRecord)];
}

describe('more than 600 strings with a secret in them', () => {
  it.each(Object.keys(places))('show none of it in %s', (place) => {
    const memory = configured();
    const leaks = planted.filter(({ text, secrets }) => {
      memory.clear();
      places[place]!(text);
      const all = shown(memory).flatMap((string) => [string, decoded(string)]);
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

  it('is hidden in the arguments of a command', () => {
    const memory = configured();
    const words = ['node', 'app.js', '--model', 'small', '--password', 'plainword'];
    foreign.startSpan('s', { attributes: { 'process.command_args': words } }).end();
    expect(memory.spans[0]?.attributes).toMatchObject({
      'process.command_args': [...words.slice(0, 5), '[REDACTED]'],
      'bud.scrubbed': ['process.command_args'],
    });
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

it('leaves URLs as they are, to the byte, but for a secret in the value of a parameter', () => {
  const memory = configured();
  const shown = (url: string): unknown => {
    memory.clear();
    foreign.startSpan('s', { attributes: { 'url.full': url } }).end();
    return memory.spans[0]?.attributes['url.full'];
  };
  for (const url of [
    'https://shop.example/a%2Fb?q=caf%c3%a9+au%20lait&broken=%zz&empty=&next=%2Forders%3Fpage%3D2#top',
    `https://shop.example/?${'?'.repeat(50_000)}`,
  ])
    expect(shown(url)).toBe(url);
  expect(shown('https://shop.example/?q=caf%c3%a9&auth=Bearer%20a1b2c3d4e5&page=2')).toBe(
    'https://shop.example/?q=caf%c3%a9&auth=Bearer%20%5BREDACTED%5D&page=2',
  );
});
