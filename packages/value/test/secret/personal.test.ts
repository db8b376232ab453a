import { expect, it } from 'vitest';
import { hidePersonalData } from '../../src/secret/personal.ts';

it.each([
  ['Write to ada.lovelace+notes@mail.example.co.uk today', 'ada.lovelace'],
  ['{"to":"ada@example.com"}', 'ada@example.com'],
  ['mailto:<ada@example.com>', 'ada@example.com'],
  ['Card 4111 1111 1111 1111, please', '1111'],
  ['card=4111111111111111', '4111111111111111'],
  ['5500-0000-0000-0004', '5500'],
  ['American Express 3782 822463 10005', '3782'],
  ['IBAN AT61 1904 3002 3457 3201', '1904'],
  ['"iban":"DE89370400440532013000"', 'DE89'],
  ['Call +43 1 234 56 78-90', '234'],
  ['Call +1 (415) 555-2671 now', '555'],
  ['Call (415) 555-2671 now', '555'],
  ['415-555-2671', '555'],
])('hides what is personal in %j', (text, personal) => {
  const shown = hidePersonalData(text);
  expect(shown).toContain('[REDACTED]');
  expect(shown).not.toContain(personal);
});

it.each([
  '4111 1111 1111 1112 is no card: its check digit is wrong',
  'AT61 1904 3002 3457 3202 is no account',
  'import { x } from "@bud/observe";',
  'git@github.com:owner/name.git',
  'postgres://db.example.com:5432/name',
  'user@localhost',
  '2026-11-26T23:20:51.123Z',
  'chatcmpl-9nYwTQx7dM2uKf3a',
  '550e8400-e29b-41d4-a716-446655440000',
  '1721075653123456',
  'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'version 10.0.19045.3803, build 100200300400',
  'total 1234567 of 7654321, 3.14159265358979',
  'v1.2.3-beta.4 + 5',
])('leaves %j as it is', (text) => {
  expect(hidePersonalData(text)).toBe(text);
});
