import { describe, expect, it } from 'vitest';
import { json } from '../src/json/json.ts';
import { formatTemplate, parseTemplate } from '../src/message/template.ts';
import { within } from './limits.ts';

const format = (template: string, values: Readonly<Record<string, unknown>>, maxLength = 1000): string =>
  formatTemplate(parseTemplate(template), Object.keys(values), Object.values(values), {
    ...within({ maxLength }),
    format: json,
  });

describe('a template', () => {
  it.each([
    ['nothing', 'plain words', 'plain words'],
    ['a value', 'Asking {question}.', 'Asking why.'],
    ['a property', '{model.name}', 'small'],
    ['an element', '{tags[1]} {tags.0}', 'b a'],
    ['what is inside an element', '{messages[0].content}', 'hello'],
    ['an element of an element', '{pairs[1][0]}', '3'],
    ['a value with its name', '{question=}', 'question=why'],
    ['a property with its path', '{messages[0].content=}', 'messages[0].content=hello'],
    ['braces', '{{question}} {{}}', '{question} {}'],
    ['a value in braces', '{{{question}}}', '{why}'],
    ['spaces around a path', '{ model.name } { question= }', 'small question=why'],
    ['lone braces', '} { a', '} { a'],
    ['empty braces', '{}', '{}'],
    ['what is no string', '{tags} {count}', '["a","b"] 2'],
    ['what is not there', '{model.size} {tags[7].x}', 'undefined undefined'],
    ['what is not captured', '{other} {other.name=}', '{other} {other.name=}'],
  ])('shows %s', (_what, template, message) => {
    const messages = [{ content: 'hello' }];
    const pairs = [
      [1, 2],
      [3, 4],
    ];
    const values = { question: 'why', model: { name: 'small' }, tags: ['a', 'b'], messages, pairs, count: 2 };
    expect(format(template, values)).toBe(message);
  });

  it.each(['{question why}', '{question!r}', '{question:>10}', '{tags[}', '{tags[]}', '{tags["0"]}', '{.a}', '{[0]}'])(
    'leaves %s as it is, which is no path, and which names nothing for whoever checks it',
    (template) => {
      expect(format(template, { question: 'why', tags: ['a'] })).toBe(template);
      expect(parseTemplate(template)).toEqual([{ source: template, name: template.slice(1, -1), keys: [], label: '' }]);
    },
  );

  it('shows no secret, by whatever way it is reached', () => {
    const values = { config: { apiKey: 'sk-1' }, headers: [['authorization', 'x']], password: { length: 8 } };
    expect(format('{config.apiKey} {config[apiKey]=} {headers[0][1]} {password.length}', values)).toBe(
      '[REDACTED] config[apiKey]=[REDACTED] [REDACTED] [REDACTED]',
    );
  });

  it('runs nothing of the program', () => {
    const unreachable = {
      get key(): never {
        return expect.unreachable();
      },
    };
    expect(format('{a.key} {b.key}', { a: unreachable, b: new Proxy({}, { get: () => expect.unreachable() }) })).toBe(
      'undefined undefined',
    );
  });

  it('is cut where messages end', () => {
    expect(format('{a=}{a}', { a: 'x'.repeat(100) }, 30)).toBe('a=xxxxxxxx…[41 more]…xxxxxxxxx');
    for (let maxLength = 0; maxLength < 40; maxLength += 1) {
      const message = format('a{a}', { a: '😀'.repeat(50) }, maxLength);
      expect(message.length).toBeLessThanOrEqual(maxLength);
      expect(message).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
    }
  });
});
