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

const strongPhrases: readonly string[] = listOf(`
  authorization, bearer, connect sid, connection string, cookie, cookies, cvc, cvv, cvc2, cvv2, jsessionid, jwt, jwts,
  passcode, phpsessid, sessid, sessionid, ssn, credential, credentials, creds, session id, session key, code verifier,
  session secret, session cookie, client secret, set cookie, auth code, credit card, card number, creditcard,
  cardnumber, account number, iban, security code, social security, recovery code, recovery codes, otp, totp,
  pin code, one time code, mnemonic, seed phrase, recovery phrase, secret phrase, backup code, backup codes, pswd, passw,
  azure storage key, azure ad token, clave secreta, cle api, cle secrete, codigo secreto
`);

/** A `key` is a secret only after one of these: `cacheKey` and `keyName` are not. */
const wordsBeforeKey: readonly string[] = listOf(`
  access, account, admin, ai, anthropic, api, auth, azure, cipher, cohere, decryption, deploy, encryption, gemini, gpg, groq,
  hmac, jwt, license, master, mistral, openai, pgp, private, role, rsa, secret, service, shared, signing, ssh, stripe,
  subscription, supabase, webhook
`);

/** A `token` is one that lets somebody in after one of these; alone it may be a word of a text. */
const wordsBeforeToken: readonly string[] = listOf(`
  access, admin, api, app, auth, bearer, bot, client, csrf, deploy, device, github, gitlab, huggingface, id, jwt, npm,
  oauth, personal, private, push, refresh, registration, reset, secret, security, service, session, slack, user,
  verification, webhook, xsrf
`);

/** A `pass` lets somebody in after one of these. */
const wordsBeforePass: readonly string[] = listOf(`
  admin, db, database, email, ftp, imap, key, ldap, login, mail, mongo, mysql, pg, postgres, proxy, redis, root, smtp, ssh, user, wifi
`);

/** Endings of words run together, such as `dbpassword` or `GITHUBTOKEN`, and what other languages call a password. */
const strongEndings: readonly string[] = listOf(`
  password, passwords, passwd, passphrase, passphrases, secret, secrets, apikey, apikeys, privatekey, secretkey, accesskey,
  authtoken, accesstoken, refreshtoken, idtoken, bearertoken, sessiontoken, apitoken, bottoken, usertoken, githubtoken,
  csrftoken, xsrftoken, connectionstring, servicerolekey, seedphrase, contrasena, contrasenya, passwort, kennwort, motdepasse, senha,
  wachtwoord, losenord, lozinka, salasana, haslo, heslo, jelszo, parola, sifre, пароль, 密码, 密碼, パスワード, 비밀번호
`);

/** These name what lets somebody in, and as often something else: the value decides. */
const weakWords: readonly string[] = listOf(`
  token, pass, pwd, pw, psw, sig, signature, hmac, auth, sid, salt, sas, jeton, clave, chiave, schlussel
`);

/** These name labels more often than secrets: ids and digests under them are none. */
const labelWords: readonly string[] = listOf(`key, keys, hash, digest, seed, cle`);

/** A `key` of data, a `token` of text or of a list is no secret: `primaryKey`, `eosToken`, `nextPageToken`. */
const harmlessBefore: readonly string[] = listOf(`
  abort, bos, cached, cancel, cancelation, cancellation, cls, completion, continuation, current, decoded, design, each, end,
  eos, first, generated, input, last, mask, max, min, next, num, output, pad, page, per, prev, previous, prompt, reasoning,
  sep, special, start, stop, sync, syntax, thought, top, total, unk,
  arrow, attribute, blob, bucket, cache, composite, config, data, dedup, dedupe, dom, event, field, file, foreign, group,
  hot, i18n, idempotency, image, index, item, json, label, list, lookup, map, message, metric, natural, object, parent,
  partition, primary, public, query, range, record, route, routing, row, s3, search, shard, sort, state, storage,
  store, topic, translation, unique
`);

/** What describes a secret is none: `tokenCount`, `passwordLength`, `cookiePolicy`, `authorizationUrl`, `secretSanta`. */
const describingWords: readonly string[] = listOf(`
  count, counts, limit, limits, length, size, type, types, usage, index, indices, ids, price, cost, costs,
  budget, url, uri, endpoint, policy, consent, field, fields, file, files, stdin, label, hint, name, names, placeholder, rule,
  rules, strength, expiry, expires, expiration, at, ttl, in, enabled, required, valid, changed, version,
  algorithm, format, manager, service, provider, store, schema, path, domain, parser, options, attempts, age,
  window, offset, position, rate, probability, probs, logprobs, embedding, embeddings, error, errors, status,
  issuer, scheme, banner, jar, reset, recipe, recipes, bias, rotation, counter, id, encoding, vocabulary,
  start, end, santa, sauce, garden, agent, ingredient, ingredients, message, messages, method, methods, mode, prefix, suffix,
  header, headers, input, form, screen, page, button, visible, prompt, help, pattern, regex, min, max, source, env, ref, arn
`);

/** The table's entries: separated by commas, on any number of lines. */
function listOf(text: string): readonly string[] {
  return text.trim().split(/,\s+/);
}

const strong = new RegExp(
  ` (?:${strongPhrases.join('|')}|(?:${wordsBeforeKey.join('|')}) keys?|(?:${wordsBeforeToken.join('|')}) tokens?` +
    `|(?:${wordsBeforePass.join('|')}) ?pass|mots? de passe|[^ ]*(?:${strongEndings.join('|')})) `,
);
const weak = new Set(weakWords);
const labels = new Set(labelWords);
const harmless = new Set(harmlessBefore);
const describing = new Set(describingWords);

/** Attributes of the conventions that are none by their names. Headers carry names of the program's own. */
const conventions =
  /^(?:session\.id$|user\.id$|(?:bud|gen_ai|mcp|workflow|http|url|db|code|exception)\.(?!(?:request|response)\.header\.|track\.(?:in|out)put\.))/;

/** What stays a secret in the namespaces of the conventions, which have no attribute of these words. */
const notOfConventions =
  / [^ ]*(?:password|passwd|secret|apikey|api key|private key|authorization|cookie|access token) /;

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
  const last = words.at(-1) ?? '';
  const spaced = ` ${words.join(' ')} `;
  if (conventions.test(name)) return notOfConventions.test(spaced) && !describing.has(last) ? 'strong' : undefined;
  if (describing.has(last)) return spaced.endsWith(' session id ') ? 'strong' : undefined;
  if (strong.test(spaced)) return 'strong';
  if (words.some((word, index) => weak.has(word) && !harmless.has(words[index - 1] ?? ''))) return 'weak';
  return labels.has(last) && !harmless.has(words.at(-2) ?? '') ? 'label' : undefined;
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
