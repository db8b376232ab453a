import { expect, test } from 'vitest';

import { isSecretName } from '../../src/secret/policy.ts';

test.each([
  'password',
  'dbPassword',
  'passwd',
  'clientSecret',
  'api_key',
  'apiKey',
  'apikey',
  'OPENAI_API_KEY',
  'APIKey',
  'accessToken',
  'refresh_token',
  'authorization',
  'cookie',
  'sessionId',
  'session_id',
  'privateKey',
  'credentials',
  'jwt',
  'ssn',
  'creditCard',
  'credit_card_number',
  'cardNumber',
  'DD-APPLICATION-KEY',
  'x-functions-key',
])('%s is a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'maxTokens',
  'max_tokens',
  'tokens',
  'tokenCount',
  'token_count',
  'tokenLimit',
  'tokenizer',
  'tokenize',
  'secretary',
  'passwordless',
  'session',
  'key',
  'primaryKey',
  'keyboard',
  'cookieless',
  'author',
  'authorizationless',
  'card',
  'private',
  'question',
])('%s is no secret', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test('the user adds names, matched by their words', () => {
  expect(isSecretName('patientId', { redact: ['patient_id'] })).toBe(true);
  expect(isSecretName('oldPatientIdHash', { redact: ['patientId'] })).toBe(true);
  expect(isSecretName('impatientIdea', { redact: ['patientId'] })).toBe(false);
});
