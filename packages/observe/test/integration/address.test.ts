import { describe, expect, it } from 'vitest';
import { isExcluded, urlOfOutgoing } from '../../src/integration/address.ts';

const url = 'http://shop.example:3000/health/deep?full=1';

describe('a URL that makes no spans', () => {
  it.each([['/health'], ['/health/'], ['/'], ['http://shop.example:3000'], [/full=1$/], [/deep/g]])(
    'is %s',
    (pattern) => {
      expect([isExcluded(url, [pattern]), isExcluded(url, [pattern])]).toEqual([true, true]);
    },
  );

  it.each([['/heal'], ['/deep'], ['https://shop.example'], [/^shop/]])('is not %s', (pattern) => {
    expect(isExcluded(url, [pattern])).toBe(false);
  });
});

it.each([
  [{ protocol: 'https:', hostname: 'shop.example', port: 8443, path: '/a?b' }, 'https://shop.example:8443/a?b'],
  [{ host: 'shop.example:80', path: '/' }, 'http://shop.example/'],
  [{}, 'http://localhost/'],
])('a request %j is one of a URL', (request, expected) => {
  expect(urlOfOutgoing(request)).toBe(expected);
});
