import { describe, expect, it } from 'vitest';
import { createSecretPolicy } from '../../src/secret/policy.ts';
import { inspectString as inspect } from '../../src/inspect/inspect.ts';

const S = 'Zq9Pl4nted';
const url = `https://u:${S}@h`;
const show = (value: unknown, name?: string): string =>
  inspect(value, { maxLength: 5000, maxDepth: 10, secrets: createSecretPolicy({}) }, name);

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
    [
      'in arguments of a command',
      { command: 'npx', args: ['-y', 'server', '--api-key', S, '--token', S, '--port', '80'] },
      "{ command: 'npx', args: [ '-y', 'server', '--api-key', [REDACTED], '--token', [REDACTED], '--port', '80' ] }",
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
      { args: ['--no-password', 'db', '--token', 'word', '--password-stdin', 'ghcr.io'] },
      { [Symbol('maxTokens')]: 5, [Symbol('password policy')]: 'long' },
      [{ Name: 'passwordPolicy', Value: 'long' }],
      { Value: 'x', value: 'y' },
    ];
    expect(show(values)).not.toContain('[REDACTED]');
  });
});
