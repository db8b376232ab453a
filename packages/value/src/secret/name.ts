/**
 * What a name says about its value, by the words the name is made of: `apiKey`, `api_key` and `X-Api-Key` all hold
 * "api key". Words, not substrings, so that `secretary`, `tokenizer` and `passwordless` say nothing.
 *
 *   name → words → exempt? → describes something? → strong phrase | ending → "strong"
 *                                                 → token, pass, sig …     → "weak":  hidden if the value looks like a secret
 *                                                 → key, hash …            → "label": the same, but digests and ids are none
 */

/** How far a name is evidence that its value is a secret. */
export type NameEvidence = 'strong' | 'weak' | 'label';

/** Words and phrases that stand for what lets somebody in. */
const strongWords = wordList(`
  authorization, bearer, connection string, cookie, cvc2?, cvv2?, jwt, passcode, pswd, passw, (?:j|php)?sessid, ssn, iban, t?otp, mnemonic,
  credential, creds, code verifier, session ?id, sid, (?:set|session) cookie, (?:auth|security|pin|one time|recovery|backup) code,
  credit ?card, (?:card|account) ?number, social security, (?:seed|recovery) phrase, mots? de passe
`);

/** The same as endings, of words that are run together, such as `dbpassword`; also in other languages. */
const strongEndings = wordList(`
  password, passwd, passphrase, secret, sessionid, connectionstring, seedphrase, contrasen[ya]a?, passwort, kennwort, motdepasse, senha,
  wachtwoord, losenord, salasana, haslo, heslo, jelszo, parola, sifre, пароль, 密码, 密碼, パスワード, 비밀번호
`);

/** A `key` is a secret only after one of these: `cacheKey` and `keyName` are not. */
const wordsBeforeKey = wordList(`
  access, account, admin, ai, anthropic, api, application, auth, azure, azure storage, cohere, deploy, encryption, functions, gemini, gpg, groq, hmac, license, master,
  mistral, openai, pgp, private, role, rsa, secret, service, session, shared, signing, ssh, stripe, subscription, supabase, webhook
`);

/** A `token` is one that lets somebody in after one of these; alone it may be a piece of prose. */
const wordsBeforeToken = wordList(`
  access, admin, api, app, auth, azure ad, bearer, bot, client, csrf, deploy, device, github, gitlab, id, identity, jwt, npm, personal, private,
  refresh, reset, secret, security, service, session, slack, user, webhook, xsrf
`);

/** A `pass` lets somebody in after one of these. */
const wordsBeforePass = wordList(`admin, db, mail, mysql, postgres, proxy, redis, root, smtp, ssh, user`);

/** These name what lets somebody in, and as often something else: the value decides. */
const weakWords = wordList(`auth, clave, hmac, jeton, pass, pw, pwd, salt, sas, sig, signature, token`);

/** Alone, these name labels more often than secrets: ids and digests under them are none. */
const labelWords = wordList(`key, keys, hash, digest, seed`);

/** A `token` of a list or a process is no secret, though it may look like one: `nextPageToken`. One of a vocabulary does not: `eosToken`. */
const harmlessBefore = wordList(`
  abort, cancel, cancelation, cancellation, continuation, current, end, first, last, next, page, prev, previous, start, stop, sync
`);

/** What describes a secret is not one: `tokenCount`, `passwordLength`, `cookiePolicy`, `authorizationUrl`. */
const describingWords = wordList(`
  age, agent, algorithm, arn, at, attempts, authentication, banner, budget, button, changed, consent, cost, count, counter, domain, enabled, encoding,
  end, endpoint, env, error, expiration, expires, expiry, field, file, form, format, garden, header, help, hint, id, in, index,
  ingredient, input, issuer, jar, label, length, limit, manager, max, message, method, min, mode, name, offset, options, page, parser,
  path, pattern, placeholder, policy, position, prefix, price, prompt, provider, rate, recipe, ref, required, reset, rotation, rule,
  santa, sauce, schema, scheme, screen, service, size, source, start, status, stdin, store, strength, suffix, ttl, type, uri, url, usage,
  valid, version, visible
`);

/** The table's entries, some of them patterns: separated by commas, on any number of lines. */
function wordList(text: string): readonly string[] {
  return text.trim().split(/,\s+/);
}

const anyOf = (words: readonly string[]): string => `(?:${words.join('|')})`;
const strong = new RegExp(
  ` (?:${anyOf(strongWords)}|[^ ]*${anyOf(strongEndings)}|[^ ]*${anyOf(wordsBeforeKey)} ?key|[^ ]*${anyOf(wordsBeforeToken)} ?token` +
    `|${anyOf(wordsBeforePass)} ?pas)s* `,
);
const describing = new RegExp(` ${anyOf(describingWords)}s? $`);
const weak = new Set(weakWords);
const labels = new Set(labelWords);
const harmless = new Set(harmlessBefore);

/** Attributes of the conventions that are none by their names. Headers carry names of the program's own. */
const conventions =
  /^(?:(?:session|user)\.id$|(?:bud|gen_ai|mcp|workflow|http|url|db|code|exception)\.(?!(?:request|response)\.header\.|track\.(?:in|out)put\.))/;

/**
 * How far a name, by its words, says that the value is a secret; undefined when it says nothing.
 *
 * @example
 * nameEvidence('OPENAI_API_KEY'); // 'strong'
 * nameEvidence('token'); // 'weak'
 * nameEvidence('maxTokens'); // undefined
 */
export function nameEvidence(name: string): NameEvidence | undefined {
  const words = wordsOf(name);
  const spaced = ` ${words.join(' ')} `;
  const isOfConventions = conventions.test(name);
  const isSessionId = spaced.endsWith(' session id ');
  if (isSessionId || describing.test(spaced)) return isSessionId && !isOfConventions ? 'strong' : undefined;
  if (strong.test(spaced)) return 'strong';
  if (isOfConventions) return undefined;
  if (words.some((word, index) => weak.has(word) && !harmless.has(words[index - 1] ?? ''))) return 'weak';
  return words.length === 1 && labels.has(words[0] ?? '') ? 'label' : undefined;
}

/** Whether all words of `phrase` stand in a row in the name. */
export function holdsPhrase(name: string, phrase: string): boolean {
  return ` ${wordsOf(name).join(' ')} `.includes(` ${wordsOf(phrase).join(' ')} `);
}

// oxlint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;

/** `OPENAI_apiKey2` → openai, api, key, 2. Accents do not count: `contraseña` → contrasena. */
function wordsOf(name: string): readonly string[] {
  const plain = ascii.test(name)
    ? name
    : name
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC');
  return plain
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((word) => word !== '');
}
