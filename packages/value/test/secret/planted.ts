/** Strings with a secret in each: every provider's keys in the places where keys turn up, and names in every syntax. */
import { fake, fakeJwt, fakePem, providerKeys } from './fake.ts';

export interface Planted {
  readonly what: string;
  readonly text: string;
  /** What must not show: the secret, or the telling parts of it. */
  readonly secrets: readonly string[];
}

/** Where a key of a provider shows although no name says so. */
const keyPlaces: readonly (readonly [what: string, write: (key: string) => string])[] = [
  ['message', (key) => `Invalid API key ${key}`],
  ['message, quoted', (key) => `Incorrect API key provided: '${key}'. You can find yours in the settings.`],
  ['stack', (key) => `Error: 401 for ${key}\n    at Client.request (/app/node_modules/client/index.js:12:5)`],
  ['prompt', (key) => `Please deploy with this:\n\n${key}\n\nand tell me when it is up.`],
  ['prose', (key) => `My key (${key}) does not work, is it \`${key}\`?`],
  ['JSON', (key) => JSON.stringify({ role: 'user', content: `use ${key} please` })],
  ['JSON in JSON', (key) => JSON.stringify({ body: JSON.stringify({ lines: `first\n${key}\nlast` }) })],
  ['path', (key) => `GET https://api.example.com/v1/keys/${key} 404`],
  ['query', (key) => `https://api.example.com/v1?q=${key}&page=2`],
  ['encoded query', (key) => `/login?next=${encodeURIComponent(`https://h.example/?q=${key}`)}`],
  ['log', (key) => `\u001b[32m${key}\u001b[39m accepted`],
  ['table', (key) => `id,value,name\n1,${key},me`],
];

const patterned: readonly Planted[] = providerKeys.flatMap(([provider, key], index) =>
  [0, 1, 2, 3, 4].map((turn) => {
    const [what, write] = keyPlaces[(index * 5 + turn) % keyPlaces.length]!;
    // A key whose middle shows is as good as one that shows whole.
    return { what: `${provider}: ${what}`, text: write(key), secrets: [key.slice(-16), key.slice(-32, -12)] };
  }),
);

/** A way to write a name, from its words. */
export const spellings: readonly (readonly [what: string, spell: (words: readonly string[]) => string])[] = [
  ['camel', (words) => words.map((word, index) => (index === 0 ? word : capital(word))).join('')],
  ['Pascal', (words) => words.map(capital).join('')],
  ['snake', (words) => words.join('_')],
  ['SCREAMING', (words) => words.join('_').toUpperCase()],
  ['kebab', (words) => words.join('-')],
  ['Header', (words) => words.map(capital).join('-')],
  ['dotted', (words) => words.join('.')],
  ['flat', (words) => words.join('')],
];

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

const names: readonly (readonly string[])[] = [
  ['password'],
  ['db', 'password'],
  ['passwd'],
  ['api', 'key'],
  ['openai', 'api', 'key'],
  ['client', 'secret'],
  ['access', 'token'],
  ['refresh', 'token'],
  ['private', 'key'],
  ['secret', 'access', 'key'],
  ['passphrase'],
  ['webhook', 'secret'],
  ['authorization'],
  ['session', 'token'],
  ['bot', 'token'],
  ['credentials'],
  // Weak ones: the value has to look like a secret, and it does.
  ['token'],
  ['pwd'],
  ['smtp', 'pass'],
  ['signature'],
  ['contraseña'],
  ['passwort'],
];

/** The ways to write a name and its value. */
export const syntaxes: readonly (readonly [what: string, write: (name: string, value: string) => string])[] = [
  ['JSON', (name, value) => JSON.stringify({ model: 'small', [name]: value, n: 1 })],
  ['JSON in JSON', (name, value) => JSON.stringify({ body: JSON.stringify({ [name]: value, n: 1 }) })],
  ['pretty JSON', (name, value) => JSON.stringify({ model: 'small', [name]: value, n: 1 }, null, 2)],
  ['inspect', (name, value) => `{ model: 'small', ${/^[\w$]+$/.test(name) ? name : `'${name}'`}: '${value}', n: 1 }`],
  ['Map', (name, value) => `Map(2) { 'model' => 'small', '${name}' => '${value}' }`],
  ['Python', (name, value) => `{'model': 'small', '${name}': '${value}', 'n': 1}`],
  ['YAML', (name, value) => `model: small\nauth:\n  ${name}: ${value}\n  n: 1\n`],
  ['header', (name, value) => `POST /v1 HTTP/1.1\r\n${name}: ${value}\r\naccept: */*`],
  ['log', (name, value) => `could not log in with user: bob, ${name}: ${value}, retrying`],
  ['.env', (name, value) => `PORT=8080\n${name}=${value}\nNODE_ENV=production`],
  ['shell', (name, value) => `export ${name}="${value}" && npm start`],
  ['TOML', (name, value) => `[server]\nport = 8080\n${name} = "${value}"\n`],
  ['query', (name, value) => `https://h.example/v1?${name}=${value}&page=2`],
  ['form', (name, value) => `grant_type=x&${name}=${value}&user%5B${name}%5D=${value}`],
  ['connection string', (name, value) => `Server=db;Database=main;${name}=${value};Encrypt=true`],
  ['flag', (name, value) => `deploy --${name} ${value} --port 8080`],
  ['curl', (name, value) => `curl -H '${name}: ${value}' -H "accept: */*" https://h.example`],
  ['XML', (name, value) => `<config><user>me</user><${name}>${value}</${name}></config>`],
  ['call', (name, value) => `request.setHeader('${name}', '${value}')`],
  [
    'pair',
    (name, value) =>
      JSON.stringify([
        ['accept', '*/*'],
        [name, value],
      ]),
  ],
  [
    'variable',
    (name, value) =>
      JSON.stringify({
        env: [
          { name: 'PORT', value: '8080' },
          { name, value },
        ],
      }),
  ],
  ['variable of AWS', (name, value) => `{ Name: '${name}', Value: '${value}' }`],
];

const named: readonly Planted[] = names.flatMap((words, row) =>
  syntaxes.map(([syntax, write], column) => {
    const [spelling, spell] = spellings[(row + column) % spellings.length]!;
    const name = spell(words);
    const value = `Pl4nt${fake('alphanumeric', 9, row * 40 + column + 1)}7q`;
    return { what: `${name} (${spelling}) in ${syntax}`, text: write(name, value), secrets: [value] };
  }),
);

const pem = fakePem('RSA ', 20);
const encrypted = fakePem('RSA ', 12, ['Proc-Type: 4,ENCRYPTED', `DEK-Info: AES-256-CBC,${fake('hex', 32)}`]);
const pgp = fakePem('PGP', 30, ['Version: GnuPG v2', 'Comment: a - b']);
const ssh = fakePem('OPENSSH ', 8);
const inner = (lines: readonly string[]): readonly string[] => lines.slice(-5, -1).map((line) => line.slice(10, 40));

const credentials: readonly Planted[] = [
  ...[60, 300, 1500, 6000].map((length) => ({
    what: `JWT of ${length}`,
    text: `expired: ${fakeJwt(length)}`,
    secrets: [fakeJwt(length).slice(-40), fakeJwt(length).slice(40, 90), fakeJwt(length).slice(-90, -50)],
  })),
  ...[pem, encrypted, pgp, ssh].flatMap((lines, index) =>
    [
      ['file', lines.join('\n')],
      ['Windows', lines.join('\r\n')],
      ['JSON', JSON.stringify({ content: `key:\n${lines.join('\n')}\n` })],
      ['JSON in JSON', JSON.stringify({ b: JSON.stringify({ c: lines.join('\n') }) })],
      ['lines', JSON.stringify({ lines })],
      ['indented', lines.map((line) => `    ${line}`).join('\n')],
      ['cut', lines.slice(0, -1).join('\n')],
      ['one line', lines.join(' ')],
    ].map(([what, text]) => ({ what: `key ${index} as ${what}`, text: text!, secrets: inner(lines) })),
  ),
  ...['a1b2', 'Zq9Xw', 'abc123def', fake('alphanumeric', 40)].flatMap((token) => [
    { what: 'bearer', text: `curl -H "Authorization: Bearer ${token}"`, secrets: [token] },
    { what: 'bearer, whole', text: `Bearer ${token}`, secrets: [token] },
    { what: 'user-info', text: `https://${token}@h.example/x`, secrets: [token] },
    { what: 'password of a URL', text: `amqp://guest:${token}@h.example/x`, secrets: [token] },
    { what: 'curl -u', text: `curl -u me:${token} https://h.example`, secrets: [token] },
    { what: 'SQL', text: `CREATE USER me IDENTIFIED BY '${token}'`, secrets: [token] },
  ]),
  ...['me:pw123456', 'user:Sw0rdfish', 'a:b1'].map((pair) => ({
    what: 'basic',
    text: `Basic ${btoa(pair)}`,
    secrets: [btoa(pair)],
  })),
  {
    what: 'Slack webhook',
    text: `POST https://hooks.slack.com/services/T0${fake('base32', 8)}/B0${fake('base32', 8)}/${fake('alphanumeric', 24)}`,
    secrets: [fake('alphanumeric', 24)],
  },
  {
    what: 'Discord webhook',
    text: `https://discord.com/api/webhooks/${fake('digits', 18)}/${fake('urlSafe', 68)}`,
    secrets: [fake('urlSafe', 68).slice(0, 20)],
  },
  {
    what: 'signed address of Azure',
    text: `https://a.blob.core.windows.net/c/f.txt?sv=2024-11-04&sr=b&sig=${encodeURIComponent(`${fake('base64', 43)}=`)}&se=2026`,
    secrets: [fake('base64', 43).slice(-12)],
  },
  {
    what: 'signed address of AWS',
    text: `https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA${fake('base32', 16)}%2F20261126&X-Amz-Signature=${fake('hex', 64)}`,
    secrets: [fake('base32', 16), fake('hex', 64)],
  },
  {
    what: 'key of an Azure account',
    text: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${fake('base64', 86)}==;EndpointSuffix=core.windows.net`,
    secrets: [fake('base64', 86).slice(0, 30)],
  },
  ...[
    'apiKey := "?"',
    'config["ApiKey"] = "?";',
    "process.env['API_KEY'] = '?'",
    'const apiKey: string = "?";',
    'api_key: str = "?"',
    'val apiKey: String = "?"',
    'const API_KEY: &str = "?";',
  ].map((source) => ({
    what: `source text: ${source}`,
    text: source.replace('?', fake('alphanumeric', 9)),
    secrets: [fake('alphanumeric', 9)],
  })),
  {
    what: 'registry of Docker',
    text: JSON.stringify({ auths: { 'a.azurecr.io': { identitytoken: fake('lower', 20) } } }),
    secrets: [fake('lower', 20)],
  },
  {
    what: 'seed phrase',
    text: '{"mnemonic":"legal winner thank year wave sausage worth useful"}',
    secrets: ['winner', 'sausage'],
  },
  {
    what: 'mot de passe',
    text: "{ mot_de_passe: 'tr0mpette', 'seed phrase': 'legal winner' }",
    secrets: ['tr0mpette', 'winner'],
  },
];

/** More than 600 strings with a secret in each. */
export const planted: readonly Planted[] = [...patterned, ...named, ...credentials];
