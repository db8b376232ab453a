/**
 * Names that mean a secret, by the words they are made of: `apiKey`, `api_key` and `X-Api-Key` all hold "api key".
 * Words, not substrings, so that `secretary`, `tokenizer`, `maxTokens` and `passwordless` are left alone.
 */
const secretPhrases: readonly string[] = listOf(`
  authorization, bearer, connect sid, connection string, cookie, cookies, cvc, cvv, jsessionid, jwt, jwts,
  passcode, phpsessid, pwd, sessid, sessionid, ssn, credential, credentials, session id, session key,
  session secret, session cookie, client secret, set cookie, auth code, credit card, card number, creditcard,
  cardnumber, account number, iban, security code, social security, recovery code, recovery codes, otp, totp,
  pin code, one time code
`);

/** A `key` is a secret only after one of these: `cacheKey` and `keyName` are not. */
const wordsBeforeKey: readonly string[] = listOf(`
  access, account, admin, ai, anthropic, api, auth, azure, deploy, encryption, gpg, hmac, master, openai, pgp,
  private, rsa, secret, service, shared, signing, ssh, storage, stripe, subscription, webhook, license, cohere,
  gemini, mistral, groq
`);

/** Endings of words run together: `dbpassword`, `GITHUBTOKEN`, `clientsecret`. */
const secretEndings: readonly string[] = listOf(`
  password, passwords, passwd, passphrase, passphrases, secret, secrets, apikey, apikeys, privatekey,
  secretkey, accesskey, authtoken, accesstoken, refreshtoken, idtoken, bearertoken, sessiontoken, apitoken,
  bottoken, usertoken, githubtoken, csrftoken, xsrftoken
`);

/** A `token` of text or of a list is no secret: `maxToken`, `eosToken`, `nextPageToken`, `cancellationToken`. */
const wordsBeforeToken: readonly string[] = listOf(`
  max, min, per, next, prev, previous, last, first, num, total, eos, bos, pad, unk, sep, cls, mask, stop,
  start, end, special, input, output, prompt, completion, cached, reasoning, page, continuation, cancel,
  cancellation, cancelation, abort, decoded, generated, each, syntax
`);

/** What describes a secret is none: `tokenCount`, `passwordLength`, `cookiePolicy`, `authorizationUrl`. */
const describingWords: readonly string[] = listOf(`
  count, counts, limit, limits, length, size, type, types, usage, index, indices, ids, price, cost, costs,
  budget, url, uri, endpoint, policy, consent, field, fields, label, hint, name, names, placeholder, rule,
  rules, strength, expiry, expires, expiration, at, ttl, in, enabled, required, valid, changed, version,
  algorithm, format, manager, service, provider, store, schema, path, domain, parser, options, attempts, age,
  window, offset, position, rate, probability, probs, logprobs, embedding, embeddings, error, errors, status,
  issuer, scheme, banner, jar, reset, recipe, recipes, bias, rotation, counter, id, encoding, vocabulary
`);

/** The table's entries: separated by commas, on any number of lines. */
function listOf(text: string): readonly string[] {
  return text.trim().split(/,\s+/);
}

const phrases = new RegExp(
  ` (?:${secretPhrases.join('|')}|(?:${wordsBeforeKey.join('|')}) keys?|\\w*(?:${secretEndings.join('|')})) `,
);
const tokenBefore = new Set(wordsBeforeToken);
const describing = new Set(describingWords);

/**
 * Whether a name, by its words, means that the value is a secret. `extra` are more names, matched the same way.
 *
 * @example
 * isSecretName('OPENAI_API_KEY', []); // true
 * isSecretName('maxTokens', []); // false
 */
export function isSecretName(name: string, extra: readonly string[]): boolean {
  const words = wordsOf(name);
  const spaced = ` ${words.join(' ')} `;
  if (extra.some((pattern) => spaced.includes(` ${wordsOf(pattern).join(' ')} `))) return true;
  if (words.length === 1 && words[0] === 'auth') return true;
  const last = words.at(-1) ?? '';
  if (describing.has(last)) return spaced.endsWith(' session id ');
  return (
    phrases.test(spaced) || words.some((word, index) => word === 'token' && !tokenBefore.has(words[index - 1] ?? ''))
  );
}

/** `OPENAI_apiKey2` → openai, api, key, 2. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
