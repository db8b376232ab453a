/**
 * Secrets that are recognised by how they look, whatever they are called.
 *
 * A provider's key is a prefix and a tail: `ghp_` and 36 letters and digits. Sources: the providers' documentation, and
 * what the open scanners (gitleaks, trufflehog) look for. Tails are accepted from somewhat shorter than they are today.
 */

/** Tails by what they are made of; the longest kind of tail is the most tolerant one. */
const w16 = '[\\w-]{16,}';
const w24 = '[\\w-]{24,}';
const w40 = '[\\w-]{40,}';
const an16 = '[A-Za-z\\d]{16,}';
const an24 = '[A-Za-z\\d]{24,}';
const base64 = '[\\w+/=.-]{24,}';
const hex32 = '[\\da-fA-F]{32,}';

type Row = readonly [prefixes: string, tail: string];

const providers: readonly Row[] = [
  // OpenAI, Anthropic, OpenRouter, Langfuse, Helicone; `sk-` alone also DeepSeek and many that imitate it
  ['sk-(?:proj|svcacct|service|admin|ant|or|lf|helicone|None)-', w16],
  ['sk-(?=[A-Za-z]{0,200}\\d)', '[A-Za-z\\d]{20,}'],
  // GitHub, GitLab, Atlassian, Linear, Notion, Figma, Postman, Sourcegraph
  ['gh[oprsu]_', '[\\w.-]{20,}'],
  ['github_pat_', w16],
  ['gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-', '[\\w.-]{20,}'],
  ['AT(?:ATT|CTT)3', '[\\w=-]{24,}'],
  ['lin_(?:api|oauth)_', an24],
  ['ntn_', an24],
  ['secret_(?=[A-Za-z]{0,42}\\d)', '[A-Za-z\\d]{43}'],
  ['fig[dopu][a-z]?_', w24],
  ['PMAK-', w24],
  ['sgp_', '[\\da-f_]{40,}'],
  // Slack, Discord, Telegram, Twilio, SendGrid, Mailgun, Brevo, Resend
  ['xox[abeoprs](?:\\.xox[bp])?-', '[\\w-]{10,}'],
  ['xapp-\\d-', w16],
  ['[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.', '[\\w-]{27,40}'],
  ['(?:bot)?\\d{8,10}:(?=[\\w-]{0,34}[A-Za-z])', '[\\w-]{35}'],
  ['(?:AC|SK)', '[\\da-f]{32}'],
  ['SG\\.[\\w-]{16,}\\.', w16],
  ['key-', '[\\da-f]{32}'],
  ['xkeysib-', w24],
  ['re_[A-Za-z\\d]{8}_', an16],
  // AWS (key ids, Bedrock), Google, Azure, DigitalOcean, Cloudflare, Alibaba, Fly, Heroku, Netlify, Vercel, Tailscale
  ['(?:A3T[A-Z\\d]|AKIA|ASIA|ABIA|ACCA)', '[A-Z\\d]{16}'],
  ['(?:ABSK|bedrock-api-key-)', base64],
  ['AIza', '[\\w-]{30,}'],
  ['ya29\\.', '[\\w.-]{20,}'],
  ['GOCSPX-', w16],
  ['1//0', w24],
  ['[\\w~.]{3}\\dQ~', '[\\w~.-]{31,34}'],
  ['do[opr]_v1_', hex32],
  ['cf[ua]t_', w40],
  ['v1\\.0-[\\da-f]{24}-', hex32],
  ['LTAI', '[A-Za-z\\d]{20,}'],
  ['(?:fo1|fm1[ar]|fm2)_', base64],
  ['HRKU-AA', w24],
  ['nf[cp]_', w24],
  ['vercel_blob_rw_', w16],
  ['tskey-[a-z]+-', w16],
  // Stripe, Square, Shopify, Shippo, EasyPost, Flutterwave, Facebook
  ['[rs]k_(?:live|test|prod)_', '[A-Za-z\\d_]{10,}'],
  ['whsec_', base64],
  ['sq0(?:atp|csp|idp)-', w16],
  ['shp(?:at|ca|pa|ss|ua)_', hex32],
  ['shippo_(?:live|test)_', hex32],
  ['EZ[AT]K', '[A-Za-z\\d]{54}'],
  ['FLWSECK(?:_TEST)?-', an16],
  ['EAA[A-Z]', '[A-Za-z\\d]{80,}'],
  // Models: Hugging Face, Replicate, Groq, Pinecone, xAI, Perplexity, Tavily, LangSmith, NVIDIA, ElevenLabs, Together, Fireworks
  ['(?:hf|api_org)_', an24],
  ['r8_', '[\\w-]{30,}'],
  ['gsk_', an24],
  ['pcsk_', w24],
  ['xai-', w40],
  ['pplx-', an24],
  ['tvly-', w16],
  ['lsv2_(?:pt|sk)_', w24],
  ['nvapi-', w24],
  ['sk_', '[\\da-f]{48}'],
  ['tgp_v1_', w24],
  ['fw_(?=[A-Za-z]{0,23}\\d)', an24],
  // Supabase, Databricks, Vault, Doppler, Terraform, Pulumi, PlanetScale, Airtable, 1Password, age
  ['sb(?:_secret|p)_', w16],
  ['dapi', hex32],
  ['hv[brs]\\.', w24],
  ['dp\\.(?:pt|ct|st|sa|scim|audit)\\.', '[\\w.-]{40,}'],
  ['[A-Za-z\\d]{14}\\.atlasv1\\.', w40],
  ['pul-', '[\\da-f]{40}'],
  ['pscale_(?:tkn|pw|oauth)_', '[\\w.=-]{24,}'],
  ['pat[A-Za-z\\d]{14}\\.', '[\\da-f]{64}'],
  ['ops_eyJ', base64],
  ['AGE-SECRET-KEY-1', '[A-Z\\d]{40,}'],
  // npm, PyPI, RubyGems, Docker, CircleCI, Buildkite, Prefect, Clojars
  ['npm_', an24],
  ['pypi-AgEI', w24],
  ['rubygems_', '[\\da-f]{40,}'],
  ['dckr_[op]at_', w16],
  ['CCIPAT_', w24],
  ['bkua_', an24],
  ['pnu_', an24],
  // New Relic, Grafana, Sentry, PostHog, Dynatrace, ReadMe, Adobe
  ['NR(?:AK|AA|JS|II|RA)-', w16],
  ['gl(?:c|sa)_', base64],
  ['sntry[su]_', base64],
  ['phx_', w24],
  ['dt0c01\\.[A-Z\\d]{24}\\.', w24],
  ['rdme_', an24],
  ['p8e-', an24],
];

// A key begins where a word does; in escaped and coloured text also behind `\n`, `\u003d`, `%3D`, `[32m`, and in
// addresses of Telegram behind `bot`.
const wordStart =
  '(?<![\\w-])|(?<=\\\\(?:[nrtbf]|u[\\da-fA-F]{4}|x[\\da-fA-F]{2})|%[\\da-fA-F]{2}|\\[\\d{1,3}m|\\bbot)';
const anyProvider = providers.map(([prefix, tail]) => prefix + tail).join('|');

/** What is recognised by its shape: what a match keeps is group 1, the secret is the rest. */
interface Shape {
  /** A cheap sign without which there is none. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  /** The same where the string goes on behind its end: a secret that has only begun. */
  readonly begun?: RegExp;
  /** The same where it went on before its beginning: the end of a secret. */
  readonly ended?: RegExp;
}

const jwt = `(?<![\\w-])()eyJ[\\w-]{10,}`;

export const shapes: readonly Shape[] = [
  {
    sign: /-----(?:BEGIN|END)/,
    // With its headers and however its lines are broken, up to its end; without one, what looks like its body.
    pattern:
      /(-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:(?:[^-]|-(?!----(?:BEGIN|END)))+(?=-----END)|(?=\s?(?:[\r\n]|\\+[rn]|\\*["'],)|\s?[\w+/=]{16})[\s\S]+)/g,
    begun: /(-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:[^-]|-(?!----(?:BEGIN|END)))+$/g,
    ended: /^()(?:[^-]|-(?!----(?:BEGIN|END)))+(?=-----END [A-Z\d ]{0,40}PRIVATE KEY)/g,
  },
  {
    sign: /eyJ|[\w-]\.[\w-]{20}/,
    pattern: new RegExp(`${jwt}(?:\\.[\\w-]{4,}\\.[\\w-]*|(?:\\.[\\w-]*){4})`, 'g'),
    begun: new RegExp(`${jwt}(?:\\.[\\w-]*){0,4}$`, 'g'),
    // Shorter ones end before what shows.
    ended: /^()(?=[\w.-]{1024})[\w-]*(?:\.[\w-]+){1,4}(?![\w.-])/g,
  },
  // A word of letters alone is prose: "bearer authentication", "Basic understanding".
  { sign: /earer /i, pattern: /(^bearer (?=\S+$)|\bbearer (?=[\w.~+/-]*[\d_~+/=])(?![A-Z_]+\b))[\w.~+/-]+=*/gi },
  { sign: /asic /i, pattern: /(^[Bb]asic (?=\S*[\dA-Z=]\S*$)|\b[Bb]asic (?=[A-Za-z+/]*[\d=]))[\w+/-]{6,}={0,2}/g },
  {
    sign: /hook/,
    pattern:
      /((?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks\/\d{6,20}|\.webhook\.office\.com\/webhookb2)\/)[\w@/-]{16,}/g,
  },
  { sign: /[\w.~-]{20}|\d:[\w-]{20}/, pattern: new RegExp(`((?:${wordStart}))(?:${anyProvider})`, 'g') },
];

/** All signs: one look at a string decides for nearly all of them. */
export const anyShape: string = shapes.map(({ sign }) => sign.source).join('|');
