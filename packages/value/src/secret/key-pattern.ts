/**
 * Secrets that are recognized by how they look, whatever they are called.
 *
 * A provider's key is a prefix and a tail: `ghp_` and 36 letters and digits. Sources: the providers' documentation, and
 * what the open scanners (gitleaks, trufflehog) look for. Tails are accepted from somewhat shorter than they are today.
 */

/** What begins with one of the prefixes, and goes on as the tail says. */
const keys: readonly (readonly [prefixes: string, tail: string])[] = [
  // OpenAI, Anthropic, OpenRouter, Langfuse, Helicone · GitHub · GitLab · Postman · Slack · Google · Square · Stripe · New Relic · Vercel
  // · Tailscale · Figma · Pinecone · LangSmith · NVIDIA · Supabase · Vault · Docker · CircleCI · PyPI · Dynatrace · Brevo · Cerebras · Google
  // · Heroku · age · SendGrid
  [
    'sk-(?:proj|svcacct|service|admin|ant|or|lf|helicone|None)-|gh[oprsu]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-|PMAK-|xapp-\\d-' +
      '|GOCSPX-|sq0[a-z]{3}-|whsec_|NR[A-Z]{2}-|vercel_blob_rw_|tskey-[a-z]+-|fig[dopu][a-z]?_|pcsk_' +
      '|lsv2_[a-z]{2}_|nvapi-|sb(?:_secret|p)_|hv[brs]\\.|dckr_[a-z]+_|CCIPAT_|pypi-AgEI|dt0c01\\.|xkeysib-|csk-|AQ\\.|1//0|HRKU-AA' +
      '|AGE-SECRET-KEY-1|SG\\.[\\w-]{16,}\\.',
    '[\\w.=-]{18,}',
  ],
  // Hugging Face · npm · Buildkite · ReadMe · Flutterwave · Resend · Alibaba · DeepSeek · Fireworks: what begins like names of variables
  [
    'hf_|api_org_|npm_|bkua_|rdme_|FLWSECK\\w*-|re_[A-Za-z\\d]{8}_|LTAI|(?:sk-|fw_)(?=[A-Za-z]{0,200}\\d)',
    '[A-Za-z\\d]{20,}',
  ],
  // Twilio · Mailgun · DigitalOcean · Cloudflare · Shopify · Shippo · Databricks · Pulumi · RubyGems · ElevenLabs · Airtable · Sourcegraph
  // · Firecrawl
  [
    'AC|SK|key-|fc-|do[opr]_v1_|v1\\.0-[\\da-f]{24}-|shp[a-z]{2}_|shippo_[a-z]+_|dapi|pul-|rubygems_|sk_|pat[A-Za-z\\d]{14}\\.|sgp_',
    '[\\da-fA-F_]{32,}',
  ],
  // Amazon's Bedrock · Fly · 1Password · Grafana · Sentry · Atlassian · private keys in base64, as Kubernetes has them
  [
    'LS0tLS1CRUdJTiB(?!D|QV)|bedrock-api-key-|ABSK|fo1_|fm\\d[ar]?_|ops_eyJ|gl(?:c|sa)_|sntry[su]_|AT[AC]TT3',
    '[\\w+/=.-]{24,}',
  ],
  // Google · PlanetScale · Doppler · Terraform · Discord
  [
    'AIza|ya29\\.|pscale_[a-z]+_|dp\\.[a-z]{2,5}\\.|[A-Za-z\\d]{14}\\.atlasv1\\.|[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.',
    '[\\w.=-]{27,}',
  ],
  // Stripe · Slack
  ['[rs]k_(?:live|test|prod)_|xox[abeoprs](?:\\.xox[bp])?-', '[\\w-]{10,}'],
  // Amazon · Facebook, EasyPost · Telegram · Azure
  ['A3T[A-Z\\d]|AKIA|ASIA|ABIA|ACCA', '[A-Z\\d]{16}'],
  ['EAA[A-Z]|EZ[AT]K', '[A-Za-z\\d]{54,}'],
  ['\\d{8,10}:(?=[\\w-]{0,34}[A-Za-z])', '[\\w-]{35}'],
  ['[\\w~.]{3}\\dQ~', '[\\w~.-]{31,34}'],
  // Linear, Notion, Groq, Perplexity, xAI, Tavily, Replicate, Together, Vercel, Jina, Neon, Logfire, Apify, PostHog and others: a
  // short prefix, and a run with capitals and digits in it that is longer than those of ids.
  [
    '(?!sha)[a-z][a-z\\d]{1,5}(?:[_-][a-z\\d]{1,5}){0,2}[_-](?=[A-Za-z]*\\d)(?=[a-z\\d]*[A-Z])',
    '[A-Za-z\\d]{32}[\\w.-]*',
  ],
];
const anyKey = keys.map(([prefixes, tail]) => `(?:${prefixes})${tail}`).join('|');

// A key begins where a word does; in escaped and colored strings also after `\n`, `\u003d`, `%3D`, `[32m`, and in
// addresses of Telegram after `bot`.
const wordStart =
  '(?<![\\w-])|(?<=\\\\(?:[nrtbf]|u[\\da-fA-F]{4}|x[\\da-fA-F]{2})|%[\\da-fA-F]{2}|\\[\\d{1,3}m|\\bbot)';
/** What is recognized by its pattern: what a match keeps is group 1, the secret is the rest. */
interface KeyPattern {
  /** A sign without which there is none: cheap, as engines skip fast to the few characters that it can begin with. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  /** Where to look, if not everywhere. */
  readonly runs?: RegExp;
  /** The same where the string goes on after its end: a secret that has only begun. */
  readonly begun?: RegExp;
  /** The same where it went on before its beginning: the end of a secret. */
  readonly ended?: RegExp;
}

const jwt = `(?<![\\w-])()eyJ[\\w-]{10,}`;

export const keyPatterns: readonly KeyPattern[] = [
  {
    sign: /-----(?:BEGIN|END)/,
    // With its headers and however its lines are broken, up to its end; without one, what looks like its body.
    pattern:
      /(-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:(?:[^-]|-(?!----(?:BEGIN|END)))+(?=-----END)|(?=\s?(?:[\r\n]|\\+[rn]|\\*["'],)|\s?[\w+/=]{16})[\s\S]+)/g,
    begun: /(-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:[^-]|-(?!----(?:BEGIN|END)))+$/g,
    ended: /^()(?:[^-]|-(?!----(?:BEGIN|END)))+(?=-----END [A-Z\d ]{0,40}PRIVATE KEY)/g,
  },
  {
    sign: /eyJ|\.[\w-]{20}/,
    pattern: new RegExp(`${jwt}(?:\\.[\\w-]{4,}\\.[\\w-]*|(?:\\.[\\w-]*){4})`, 'g'),
    begun: new RegExp(`${jwt}(?:\\.[\\w-]*){0,4}$`, 'g'),
    // Shorter ones end before what shows.
    ended: /^()(?=[\w.-]{1024})[\w-]*(?:\.[\w-]+){1,4}(?![\w.-])/g,
  },
  // A word of letters alone is prose: "bearer authentication", "Basic understanding".
  { sign: /earer |EARER /, pattern: /(^bearer (?=\S+$)|\bbearer (?=[\w.~+/-]*[\d_~+/=])(?![A-Z_]+\b))[\w.~+/-]+=*/gi },
  { sign: /asic /, pattern: /(^[Bb]asic (?=\S*[\dA-Z=]\S*$)|\b[Bb]asic (?=[A-Za-z+/]*[\d=]))[\w+/-]{6,}={0,2}/g },
  {
    sign: /hook/,
    pattern:
      /((?:hooks\.slack|discord\w*|webhook\.office)\.com\/(?:services|workflows|triggers|api\/webhooks|webhookb2)\/)[\w@/-]{16,}/g,
  },
  {
    // Of every key: what follows a separator, the first digits of a hexadecimal one, or the prefix itself.
    sign: /[_-][\w+/-]{8}|LS0t|\.[\w-]{12}|\d(?:[\da-f]{7}|Q~|:[\w-]{9})|\/\/0|A(?:[KS]IA|3T|B[IS]|CCA|T[AC]TT3|Iza)|LTAI|E(?:AA|Z[AT]K)/,
    // The runs of characters that are long enough, with what may stand before a key.
    runs: /[\\%[]?\b[\w.~:/+=%\\-]{20,}/g,
    pattern: new RegExp(`((?:${wordStart}))(?:${anyKey})`, 'g'),
  },
];
