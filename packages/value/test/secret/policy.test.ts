import { describe, expect, it } from 'vitest';
import { inspectString as inspect } from '../../src/inspect/inspect.ts';
import { json } from '../../src/json/json.ts';
import { nameEvidence } from '../../src/secret/name.ts';
import { createSecretPolicy, isSecretName, type SecretOptions } from '../../src/secret/policy.ts';
import { harmless, planted } from './corpus.ts';

const show = (value: unknown, options: SecretOptions = {}): string =>
  inspect(value, { maxLength: 5000, maxDepth: 10, secrets: createSecretPolicy(options) });

/** Names that are secrets only together with values that look like some. */
const weakNames = [
  'token',
  'tokenValue',
  'auth',
  'pwd',
  'dbPwd',
  'pass',
  'signature',
  'sig',
  '_auth',
  'X-Amz-Signature',
];

const strongNames = [
  ...['password', 'Password', 'userPassword', 'user_password', 'passwd', 'passphrase', 'dbpassword', 'PGPASSWORD'],
  ...[
    'secret',
    'clientSecret',
    'client_secret',
    'SECRET_KEY',
    'secretAccessKey',
    'AWS_SECRET_ACCESS_KEY',
    'appsecret',
    'webhookSecret',
  ],
  ...[
    'apiKey',
    'api_key',
    'API_KEY',
    'apikey',
    'x-api-key',
    'X-Api-Key',
    'OPENAI_API_KEY',
    'openaiApiKey',
    'APIKey',
    'openAIKey',
    'apiKeys',
  ],
  ...[
    'accessToken',
    'access_token',
    'refresh-token',
    'idToken',
    'authToken',
    'bearerToken',
    'GITHUB_TOKEN',
    'csrfToken',
    'botToken',
  ],
  ...['tokenSecret', 'accesstoken', 'x-amz-security-token', 'authorization', 'Authorization', 'proxy-authorization'],
  ...[
    'cookie',
    'Cookie',
    'set-cookie',
    'cookies',
    'session_id',
    'sessionId',
    'sessionID',
    'SESSION_ID',
    'connect.sid',
    'PHPSESSID',
  ],
  ...[
    'privateKey',
    'private_key',
    'PRIVATE-KEY',
    'sshKey',
    'encryptionKey',
    'signingKey',
    'credentials',
    'credential',
    'awsCredentials',
  ],
  ...[
    'jwt',
    'userJwt',
    'JWT',
    'ssn',
    'socialSecurityNumber',
    'creditCard',
    'credit_card',
    'cardNumber',
    'cvv',
    'cvc',
    'Ocp-Apim-Subscription-Key',
  ],
  ...[
    'connectionString',
    'passcode',
    'otp',
    'iban',
    'recoveryCodes',
    'masterKey',
    'serviceKey',
    'password2',
    'passwordHash',
    'oldPassword',
  ],
];

const secretNames = [...strongNames, ...weakNames];

const lookalikes = [
  ...[
    'maxTokens',
    'max_tokens',
    'tokens',
    'totalTokens',
    'promptTokens',
    'token_count',
    'tokenCount',
    'maxToken',
    'tokenLimit',
    'tokenizer',
  ],
  ...[
    'tokenizerName',
    'tokenize',
    'tokenized',
    'tokenType',
    'token_type',
    'tokenUsage',
    'tokenIds',
    'tokenIndex',
    'tokenCost',
    'tokensPerSecond',
  ],
  ...[
    'eosToken',
    'bos_token',
    'padToken',
    'stopToken',
    'stop_tokens',
    'nextPageToken',
    'pageToken',
    'continuationToken',
    'cancellationToken',
  ],
  ...[
    'secretary',
    'secretariat',
    'secretion',
    'passwordless',
    'passwordLength',
    'passwordPolicy',
    'password_hint',
    'passwordStrength',
  ],
  ...[
    'authorizationUrl',
    'authorization_endpoint',
    'authorize',
    'authorized',
    'author',
    'authors',
    'authority',
    'authenticated',
    'oauth',
    'authMethod',
  ],
  ...[
    'cookieConsent',
    'cookieName',
    'cookie_policy',
    'cookieless',
    'cookieBanner',
    'cookieDomain',
    'cookbook',
    'session',
    'sessions',
    'sessionCount',
  ],
  ...[
    'key',
    'keys',
    'keyName',
    'primaryKey',
    'foreignKey',
    'cacheKey',
    'sortKey',
    'publicKey',
    'public_key',
    'keyboard',
    'monkey',
    'turkey',
    'keyPath',
  ],
  ...[
    'card',
    'cards',
    'cardType',
    'creditCardType',
    'credits',
    'discard',
    'postcard',
    'cardinality',
    'assn',
    'lesson',
    'session_type',
    'passed',
  ],
  ...[
    'passenger',
    'bypass',
    'compass',
    'passage',
    'passport',
    'pin',
    'pinned',
    'spin',
    'opinion',
    'cvs',
    'cvt',
    'description',
    'name',
    'model',
    'private',
  ],
  ...[
    'jwtAlgorithm',
    'jwtIssuer',
    'credentialType',
    'bearing',
    'forbearer',
    'username',
    'email',
    'id',
    'apiVersion',
    'apiUrl',
    'apiKeyId',
    'keyId',
  ],
];

describe('secret names', () => {
  it.each(strongNames)('%s is one', (name) => expect(isSecretName(name)).toBe(true));
  it.each(weakNames)('%s may be one', (name) => expect(nameEvidence(name)).toBe('weak'));
  it.each(lookalikes)('%s is none', (name) => expect(isSecretName(name)).toBe(false));
});

/** Puts a secret where programs have them. */
const hidingPlaces: readonly ((name: string, secret: string) => unknown)[] = [
  (name, secret) => ({ [name]: secret }),
  (name, secret) => ({ config: { nested: [{ deep: { [name]: secret } }] }, model: 'small' }),
  (name, secret) =>
    new Map<string, unknown>([
      ['model', 'small'],
      [name, secret],
    ]),
  (name, secret) => Object.assign(new Error('failed'), { request: { [name]: { value: secret } } }),
  (name, secret) => [
    [name, secret],
    ['accept', 'text/plain'],
  ],
  (name, secret) => ({ env: [{ name, value: secret }] }),
  (name, secret) => new URLSearchParams({ [name]: secret, q: 'x' }),
  (name, secret) => ({ url: `https://host/path?${name}=${secret}&q=1` }),
  (name, secret) => ({ body: JSON.stringify({ [name]: secret, q: 1 }) }),
  // Header names do not keep their case, which is why they have hyphens.
  (name, secret) => new Headers({ [name.replace(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$&-')]: secret, accept: 'x' }),
];

describe('captured values', () => {
  it('leak none of the secrets planted in hundreds of objects', () => {
    const leaks = secretNames.flatMap((name, index) => {
      const secret = `s3cr3tValue${index}`;
      return hidingPlaces.map((hide) => show(hide(name, secret))).filter((text) => text.includes(secret));
    });
    expect(leaks).toEqual([]);
  });

  it('keep what only looks like a secret', () => {
    const lost = lookalikes.flatMap((name, index) => {
      const value = `value${index}`;
      return hidingPlaces.map((hide) => show(hide(name, value))).filter((text) => !text.includes(value));
    });
    expect(lost).toEqual([]);
  });

  it('leak nothing of 300 realistic objects, in whatever place', () => {
    expect(planted).toHaveLength(300);
    const shown = planted.map(({ value, text }) => ({ shown: show(value), text }));
    expect(shown.filter(({ shown, text }) => shown.includes(text) || !shown.includes('[REDACTED]'))).toEqual([]);
  });

  it('redact nothing of 300 objects that look alike', () => {
    expect(harmless).toHaveLength(300);
    const shown = harmless.map(({ value, text }) => ({ shown: show(value), text }));
    expect(shown.filter(({ shown, text }) => !shown.includes(text) || shown.includes('[REDACTED]'))).toEqual([]);
  });

  it('keep prose', () => {
    const texts = [
      'Basic understanding',
      'The bearer of this letter',
      'a = b',
      'password reset mail sent',
      'see https://host/a?b=c',
    ];
    expect(texts.map((text) => show(text))).toEqual(texts.map((text) => `'${text}'`));
  });

  it.each([
    ['https://me:pw123456@host/x', "'https://me:[REDACTED]@host/x'"],
    [new URL('postgres://user:pw123456@db/main'), "URL { href: 'postgres://user:[REDACTED]@db/main' }"],
    ['Server=db;Password=pw123456;Database=x', "'Server=db;Password=[REDACTED];Database=x'"],
    [{ h: 'Bearer abcdef123456xyz' }, "{ h: 'Bearer [REDACTED]' }"],
    [{ h: 'Basic dXNlcjpwdzEyMzQ1Ng==' }, "{ h: 'Basic [REDACTED]' }"],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghij', "'[REDACTED]'"],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIpw123456\n-----END RSA PRIVATE KEY-----',
      "'-----BEGIN RSA PRIVATE KEY-----[REDACTED]-----END RSA PRIVATE KEY-----'",
    ],
  ])('hide what shows in a string: %s', (value, text) => expect(show(value)).toBe(text));

  it('say whether there is a secret, without saying which', () => {
    expect(show({ password: undefined, token: null, secret: '', apiKey: true, jwt: () => {}, cookie: 'x' })).toBe(
      "{ password: undefined, token: null, secret: '', apiKey: true, jwt: [Function: jwt], cookie: [REDACTED] }",
    );
  });

  it('never read a secret: no getter, no conversion', () => {
    const value = {
      get token() {
        return expect.unreachable();
      },
      password: { toString: () => expect.unreachable() },
    };
    expect(show(value)).toBe('{ token: [Getter], password: [REDACTED] }');
  });

  it('ask once for each match, however often a value that is too long is tried', () => {
    const asked: string[] = [];
    const secrets = createSecretPolicy({
      onSecret: ({ key, path, value }) => {
        asked.push(`${path.join('.')} ${key} ${String(value)}`);
        return undefined;
      },
    });
    const key = ['sk', 'ant', 'api03', 'Zq9x7Kv2Lm4TbR8wYc3NfH6jPdS1gUa5'].join('-');
    const list = Array.from({ length: 30 }, (_, index) => ({ index, token: `Zq9x7Kv2Lm4T${index}` }));
    const values = [
      list,
      { deep: { apiKey: 'abcdefgh12345678' }, text: 'x'.repeat(1000) },
      { quoted: `${'"\n'.repeat(200)} ${key}` },
    ];
    for (const value of values) {
      asked.length = 0;
      json(value, { maxLength: 300, maxString: 200, maxDepth: 10, secrets });
      expect(asked.length).toBeGreaterThan(0);
      expect(asked).toEqual([...new Set(asked)]);
    }
    // The next value is another one.
    asked.length = 0;
    for (let count = 0; count < 2; count += 1)
      json({ apiKey: 'abcdefgh12345678' }, { maxLength: 300, maxString: 200, maxDepth: 10, secrets });
    expect(asked).toHaveLength(2);
  });

  it('take more names and patterns, and ask for each match', () => {
    expect(show({ patientName: 'A', zipCode: 'B', model: 'C' }, { redact: ['patient', /^zip/g] })).toBe(
      "{ patientName: [REDACTED], zipCode: [REDACTED], model: 'C' }",
    );
    const asked: unknown[] = [];
    const onSecret: SecretOptions['onSecret'] = ({ key, path }) => {
      asked.push(path.join('.'));
      return key === 'accessToken' ? true : key === 'apiKey' ? '<key>' : undefined;
    };
    expect(show({ a: { accessToken: 'x' }, b: [{ apiKey: 'y' }], jwt: 'z' }, { onSecret })).toBe(
      "{ a: { accessToken: 'x' }, b: [ { apiKey: <key> } ], jwt: [REDACTED] }",
    );
    expect(asked).toEqual(['a.accessToken', 'b.0.apiKey', 'jwt']);
  });
});
