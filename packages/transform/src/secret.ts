/**
 * Names that mean a secret, by the words they are made of: `apiKey`, `api_key` and `API-KEY` are the words api + key.
 * Words, not substrings, so that `secretary`, `tokenizer`, `maxTokens` and `passwordless` are left alone.
 */
const secretWords: ReadonlySet<string> = new Set([
  'apikey',
  'accesskey',
  'accesstoken',
  'authorization',
  'authtoken',
  'bearer',
  'clientsecret',
  'cookie',
  'cookies',
  'creditcard',
  'credential',
  'credentials',
  'cvc',
  'cvv',
  'jwt',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'privatekey',
  'pwd',
  'secret',
  'secretkey',
  'secrets',
  'sessionid',
  'ssn',
]);

const secretPairs: ReadonlySet<string> = new Set([
  'access key',
  'api key',
  'api keys',
  'card number',
  'credit card',
  'encryption key',
  'master key',
  'private key',
  'private keys',
  'secret key',
  'service key',
  'session id',
  'session key',
  'signing key',
  'social security',
]);

/** `token` is a secret (`accessToken`, `token`), unless the next word says that it is counted or configured. */
const wordsAfterToken: ReadonlySet<string> = new Set([
  'budget',
  'count',
  'counts',
  'limit',
  'limits',
  'length',
  'size',
  'type',
  'usage',
  'index',
  'ids',
  'price',
  'cost',
]);

/** Is a parameter of this name redacted? `patterns` are the user's: names, matched like the built-in ones. */
export function isSecretName(name: string, patterns: readonly string[]): boolean {
  const words = wordsOf(name);
  return (
    words.some((word, index) => {
      const next = words[index + 1];
      if (word === 'token') return next === undefined || !wordsAfterToken.has(next);
      return secretWords.has(word) || (next !== undefined && secretPairs.has(`${word} ${next}`));
    }) || patterns.some((pattern) => ` ${words.join(' ')} `.includes(` ${wordsOf(pattern).join(' ')} `))
  );
}

/** `OPENAI_apiKey2` → openai, api, key, 2. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\d]+|(?<=\p{L})(?=\d)/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
