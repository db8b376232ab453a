import { describe, expect, it } from 'vitest';
import { gate as __bud } from '@bud/runtime';
import { createSecrets } from '../src/secrets.ts';
import { valueText } from '../src/value-text.ts';
import { site } from './site.ts';
import { traced } from './tracing.ts';

const S = 'Zq9Pl4nted';
const url = `https://u:${S}@h`;
const show = (value: unknown, name?: string): string =>
  valueText(value, { maxLength: 5000, maxDepth: 10, secrets: createSecrets({}) }, name);

class Named extends Error {
  override name = `at ${url}`;
}

describe('a secret', () => {
  it.each<readonly [what: string, value: unknown, text: string]>([
    ['in a boxed string', Object(url), "[String: 'https://u:[REDACTED]@h']"],
    ['in a key', { [url]: 1 }, "{ 'https://u:[REDACTED]@h': 1 }"],
    ['in a key of a Map', new Map([[url, 1]]), "Map(1) { 'https://u:[REDACTED]@h' => 1 }"],
    ['in a description', [Symbol(url)], '[ Symbol(https://u:[REDACTED]@h) ]'],
    ['in a symbol key', { [Symbol(url)]: 1 }, '{ [Symbol(https://u:[REDACTED]@h)]: 1 }'],
    ['under a symbol', { [Symbol('password')]: S }, '{ [Symbol(password)]: [REDACTED] }'],
    ['under a symbol of a Map', new Map([[Symbol('jwt'), S]]), 'Map(1) { Symbol(jwt) => [REDACTED] }'],
    [
      'in the name of an error',
      [new Named('x')],
      "[ { [at https://u:[REDACTED]@h: x] name: 'at https://u:[REDACTED]@h' } ]",
    ],
    ['in the name of a function', { [url]() {} }[url], '[Function: https://u:[REDACTED]@h]'],
    ['in a regular expression', new RegExp(url), '/https:\\/\\/u:[REDACTED]@h/'],
    [
      'in raw headers',
      { rawHeaders: ['Host', 'h', 'X-Api-Key', S, 'Cookie', `sid=${S}`] },
      "{ rawHeaders: [ 'Host', 'h', 'X-Api-Key', [REDACTED], 'Cookie', [REDACTED] ] }",
    ],
    ['in variables of AWS', [{ Name: 'password', Value: S }], "[ { Name: 'password', Value: [REDACTED] } ]"],
    ['in rows of a database', [{ KEY: 'password', VALUE: S }], "[ { KEY: 'password', VALUE: [REDACTED] } ]"],
  ])('%s does not show', (_what, value, text) => expect(show(value)).toBe(text));

  it('in raw headers that were captured themselves does not show', () => {
    expect(show(['Cookie', S], 'rawHeaders')).toBe("[ 'Cookie', [REDACTED] ]");
  });

  it('that is only looked like stays', () => {
    const values = [
      { headers: ['authorization', 'cookie'], exposedHeaders: ['token', 'date'] },
      { rawHeaders: ['Author', 'me', 'X-Token-Type', 'word'] },
      { [Symbol('maxTokens')]: 5, [Symbol('password policy')]: 'long' },
      [{ Name: 'passwordPolicy', Value: 'long' }],
      { Value: 'x', value: 'y' },
    ];
    expect(show(values)).not.toContain('[REDACTED]');
  });
});

describe('a span', () => {
  const record = (message: string, value: unknown, body: () => unknown): Record<string, unknown> => {
    const trace = traced();
    const S = site('work', 'sync', ['h', 'k'], { message });
    try {
      __bud.call(S, body, undefined, [], [value, [['password', value]]]);
    } catch {
      // What is recorded of it is the point.
    }
    const { attributes, events, status } = trace.span('work');
    return { ...attributes, events, status };
  };

  it('shows no secret in the keys of its output, nor under a name next to it', () => {
    expect(record('', 1, () => ({ [url]: 1, name: 'password', value: S }))).toMatchObject({
      'bud.track.output.https://u:[REDACTED]@h': '1',
      'bud.track.output.name': "'password'",
      'bud.track.output.value': '[REDACTED]',
    });
  });

  it('has output keys of bounded length', () => {
    const keys = Object.keys(record('', 1, () => ({ ['k'.repeat(1_000_000)]: 1 })));
    expect(keys.map((key) => key.length).filter((length) => length > 1020)).toEqual([]);
  });

  it('shows no secret in the name of an error', () => {
    const thrown = record('', 1, () => {
      throw new Named('x');
    });
    expect(thrown['error.type']).toBe('at https://u:[REDACTED]@h');
    expect(JSON.stringify(thrown['events'])).not.toContain(S);
  });

  it.each([
    ['{h.value}', '[REDACTED]'],
    ['{h.value.length}', '[REDACTED]'],
    ['{k.0.1}', '[REDACTED]'],
    ['{h.name} {k.0.0} {k.0}', "authorization password [ 'password', { name: 'authorization', value: [REDACTED] } ]"],
    ['{h.other} {h}', "undefined { name: 'authorization', value: [REDACTED] }"],
  ])('shows no secret that its message walks into: %s', (message, text) => {
    expect(record(message, { name: 'authorization', value: S }, () => 1)['bud.msg']).toBe(text);
  });
});
