import { describe, expect, it, vi } from 'vitest';
import { nameEvidence } from '../../src/secret/name.ts';
import { createSecretPolicy } from '../../src/secret/policy.ts';
import { hideIn, longestSecret } from '../../src/secret/string.ts';
import { StringWriter } from '../../src/inspect/writer.ts';

const hide = createSecretPolicy({}).hideIn;
const S = 'Zq9+Pl4nted';
const json = JSON.stringify;

describe('a string', () => {
  const hidden: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['a password with an @', `postgres://u:p@${S}@h/db`, 'postgres://u:[REDACTED]@h/db'],
    ['a password with a slash', `postgres://u:p/${S}@h:5432/db`, 'postgres://u:[REDACTED]@h:5432/db'],
    ['a password with a slash and an @', `redis://:p/${S}@x@h`, 'redis://:[REDACTED]@h'],
    ['escaped slashes', `https:\\/\\/u:${S}@h\\/x`, 'https:\\/\\/u:[REDACTED]@h\\/x'],
    ['brackets in a name', `user[password]=${S}&a=1`, 'user[password]=[REDACTED]&a=1'],
    ['a name of its own in brackets', `redis[auth]=${S}&a=1`, 'redis[auth]=[REDACTED]&a=1'],
    ['an encoded name', `a=1&api%5Fkey=${S}`, 'a=1&api%5Fkey=[REDACTED]'],
    ['encoded brackets', `user%5Bpassword%5D=${S}`, 'user%5Bpassword%5D=[REDACTED]'],
    ['single quotes', `login password='a ${S}' ok`, "login password='[REDACTED]' ok"],
    ['double quotes', `login password="a ${S}" ok`, 'login password="[REDACTED]" ok'],
    ['an open quote', `login password='${S} ok`, "login password='[REDACTED] ok"],
    [
      'a URL in a query',
      `/login?next=${encodeURIComponent(`https://h/?token=${S}&a=é`)}&b=2`,
      '/login?next=https%3A%2F%2Fh%2F%3Ftoken%3D[REDACTED]%26a%3D%C3%A9&b=2',
    ],
    [
      'a URL in a query, encoded twice',
      encodeURIComponent(encodeURIComponent(`https://u:${S}@h`)),
      'https%3A%2F%2Fu%3A[REDACTED]%40h',
    ],
    ['JSON in a query', `q=${encodeURIComponent(json({ jwt: S }))}`, 'q=%7B%22jwt%22%3A%22[REDACTED]%22%7D'],
    ['an array in JSON', `{"password":["${S}",["]"]],"a":1}`, '{"password":[REDACTED],"a":1}'],
    ['an object in JSON', `{"password": {"v":"}${S}"},"a":1}`, '{"password": [REDACTED],"a":1}'],
    ['a number in JSON', '{"otp":123456,"a":1}', '{"otp":[REDACTED],"a":1}'],
    ['a quote and a backslash in JSON', json({ jwt: `"${S}\\`, a: 1 }), '{"jwt":"[REDACTED]","a":1}'],
    [
      'JSON in JSON',
      json({ body: json({ apiKey: `"${S}\\`, a: 1 }), b: 2 }),
      '{"body":"{\\"apiKey\\":\\"[REDACTED]\\",\\"a\\":1}","b":2}',
    ],
    [
      'JSON in JSON in JSON',
      json(json({ body: json({ apiKey: [S], jwt: S }), b: 2 })),
      json(json({ body: '{"apiKey":[REDACTED],"jwt":"[REDACTED]"}', b: 2 })),
    ],
    ['a header of a command', `curl -H "X-Api-Key: ${S}" -d x`, 'curl -H "X-Api-Key: [REDACTED]" -d x'],
    [
      'no more than a line of quotes that do not close',
      `password: "${S}\nnext line`,
      'password: "[REDACTED]\nnext line',
    ],
    [
      'nothing of the stack of an error',
      `Error: password = input("Password: ")\n    at ask (file:1:2)\n    at main`,
      `Error: password = input("Password: ")\n    at ask (file:1:2)\n    at main`,
    ],
    ['a value of any length', `password=${S.repeat(500)} a`, 'password=[REDACTED] a'],
    [
      'a key of any length',
      `-----BEGIN PRIVATE KEY-----${S.repeat(2000)}-----END`,
      '-----BEGIN PRIVATE KEY-----[REDACTED]-----END',
    ],
  ];

  it.each(hidden)('hides %s', (_what, text, shown) => expect(hide(text)).toBe(shown));

  const kept: readonly string[] = [
    'http://localhost:8080/@scope/package',
    'http://localhost:${PORT}/users/@me',
    'http://{host}:{port}/users/@me',
    'http://host:port/@scope',
    'http://[::1]:3000/users/@me',
    'https://github.com:443/a/b@v1?c=d@e',
    'git+ssh://git@github.com/a/b.git',
    '{"url":"http://localhost:8080","mail":"me@host"}',
    '{"url":"http://localhost:8080/path","mail":"me@host"}',
    'if (password == null) password => hash(password)',
    'fetch("/x?token=" + token + "&a=1")',
    '{"url":"/x?token=","next":"shown"}',
    `{"token":null,"password":"","jwt":true}`,
    `a=${encodeURIComponent('https://h/?max_tokens=5&author=me')}`,
    '100%25 of 3%3A4, 5 % of 6%ZZ',
    json({ body: json({ maxTokens: 5, tokenizer: ['a'], author: { name: 'b' } }) }),
    'form[name]=\'x\' tokens[0]=5 author="me"',
  ];

  it.each(kept)('keeps %s', (text) => expect(hide(text)).toBe(text));
});

describe('a string without a sign of any secret', () => {
  /** How often a regular expression was asked: all that there is to do with one goes through its `exec`. */
  const asked = (text: string): number => {
    const exec = vi.spyOn(RegExp.prototype, 'exec');
    hide(text);
    const { length } = exec.mock.calls;
    exec.mockRestore();
    return length;
  };

  it.each(['', 'fox', 'Nobody asked why, 3 times (or 4). ', "It's gpt-4o for user_1 at 12:30. "])(
    'costs one test, however long it is: %j',
    (text) => {
      expect(asked(text)).toBe(1);
      expect(asked(text.repeat(1000))).toBe(1);
    },
  );

  it('is told from one with a sign', () => expect(asked('a: b')).toBeGreaterThan(1));
});

describe('a string that is cut', () => {
  const show = (text: string): string => {
    const writer = new StringWriter({ maxLength: 100, secrets: createSecretPolicy({}) });
    writer.write(writer.shown(text));
    return writer.finish();
  };

  it.each([
    ['a password', `postgres://u:${'p'.repeat(5000)}@h/db`, 'postgres://u:[REDACTED]…'],
    ['a password with a slash', `postgres://u:p/${'p'.repeat(5000)}@h/db`, 'postgres://u:[REDACTED]…'],
    ['a token', `https://${'p'.repeat(5000)}@h/db`, 'https://[REDACTED]…'],
    ['a quoted value', `password='${'p '.repeat(5000)}'`, "password='[REDACTED]…"],
    ['a member', `{"jwt":"${'p '.repeat(5000)}"}`, '{"jwt":"[REDACTED]…'],
  ])('shows nothing of %s that goes on after the cut', (_what, text, shown) => expect(show(text)).toBe(shown));

  it('shows nothing of a password that the limit goes through', () => {
    const text = `${'x'.repeat(80)} https://u:${S.repeat(4)}@h/`;
    expect(show(text)).toBe(`${'x'.repeat(80)} https://u:[REDACTED…`);
  });

  it('shows the ends of harmless addresses', () => {
    const text = `${'x'.repeat(100 + longestSecret - 15)} http://host:8080/`;
    expect(show(text)).toBe(`${'x'.repeat(100)}…`);
  });
});

describe('a hostile string of 1 MB', () => {
  const repeated = (part: string): string => part.repeat(Math.ceil(1_000_000 / part.length));
  const parts = [
    ...['://a:b', '://a:b@', '://a:b/', ':/\\/', '://', '@', 'http://u:p/"'],
    ...['a=', 'token=', "token='", 'token="', "token=\\'", '[', 'a[b]', '%', '%25', '%3D', 'a%3Db', 'api%5F'],
    ...['"a":', '"jwt":[', '"jwt":{"', '\\"jwt\\":\\"', '\\', '\\"', '"', '{"jwt":["', '"jwt":"\\'],
    ...['a: ', '\na: ', '"Cookie: ', "'Cookie: a", 'eyJ', '-eyJaaaaaaaaaa', 'eyJaaaaaaaaaa.', 'Bearer ', 'Basic '],
    ...['-----BEGIN PRIVATE KEY-----', '-----BEGIN ', 'PRIVATE KEY', ' ', '\n', 'a'],
  ];

  // What takes a number of steps that is not proportional to the string takes hours for these.
  it.each(parts)('of %j is looked through once', (part) => {
    for (const text of [repeated(part), `password=x ${repeated(part)}@`, `{"a":"${repeated(part)}\n`]) {
      let asked = 0;
      const judge = {
        evidence: (name: string) => ((asked += 1) > 0 ? nameEvidence(name) : undefined),
        replace: () => '[REDACTED]',
      };
      const shown = hideIn(text, judge);
      expect(shown.length).toBeLessThanOrEqual(text.length * 6);
      // Once for every name in each of the three syntaxes that have names.
      expect(asked).toBeLessThanOrEqual((3 * text.length) / 2);
    }
  });
});
