/**
 * Made-up keys after the real patterns of providers. Prefix and tail are joined when the tests run, and tails come from a
 * counter, so that no scanner of this repository takes one for a live key.
 */

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();

export const alphabets = {
  hex: `${digits}abcdef`,
  base32: `${upper}234567`,
  lower: lower + digits,
  letters: lower + upper,
  alphanumeric: lower + upper + digits,
  urlSafe: `${lower}${upper}${digits}-_`,
  base64: `${lower}${upper}${digits}+/`,
  digits,
};

/** As many characters as asked for, always the same for the same seed, without two alike in a row. */
export function fake(alphabet: keyof typeof alphabets, length: number, seed = 1): string {
  const characters = alphabets[alphabet];
  let state = (seed * 2654435761 + length * 40503 + characters.length) >>> 0;
  let result = '';
  while (result.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const next = characters[Math.floor((state / 2 ** 32) * characters.length)] ?? '';
    if (next !== result.at(-1)) result += next;
  }
  return result;
}

/** A run that begins and ends as keys do. */
const tail = (alphabet: keyof typeof alphabets, length: number): string => {
  const inner = fake(alphabet, length - 2, length);
  return `7${inner}${alphabet === 'base32' || alphabet === 'digits' ? '7' : 'b'}`;
};
const uuid = (): string => [8, 4, 4, 4, 12].map((length) => tail('hex', length)).join('-');

/** What keys of more than 80 providers look like. */
export const providerKeys: readonly (readonly [provider: string, key: string])[] = [
  ['OpenAI', `sk-${tail('alphanumeric', 48)}`],
  ['OpenAI project', `sk-proj-${tail('urlSafe', 156)}`],
  ['OpenAI service account', `sk-svcacct-${tail('urlSafe', 132)}`],
  ['Anthropic', `sk-ant-api03-${tail('urlSafe', 93)}AA`],
  ['OpenRouter', `sk-or-v1-${tail('hex', 64)}`],
  ['Langfuse', `sk-lf-${uuid()}`],
  ['DeepSeek', `sk-${tail('hex', 32)}`],
  ['GitHub', `ghp_${tail('alphanumeric', 36)}`],
  ['GitHub OAuth', `gho_${tail('alphanumeric', 36)}`],
  ['GitHub server', `ghs_${tail('alphanumeric', 36)}`],
  ['GitHub fine-grained', `github_pat_${tail('alphanumeric', 22)}_${tail('alphanumeric', 59)}`],
  ['GitLab', `glpat-${tail('urlSafe', 20)}`],
  ['GitLab runner', `glrt-${tail('urlSafe', 20)}`],
  ['Atlassian', `ATATT3${tail('urlSafe', 186)}`],
  ['Linear', `lin_api_${tail('alphanumeric', 40)}`],
  ['Notion', `ntn_${tail('digits', 11)}${tail('alphanumeric', 35)}`],
  ['Notion, older', `secret_${tail('alphanumeric', 43)}`],
  ['Figma', `figd_${tail('urlSafe', 40)}`],
  ['Postman', `PMAK-${tail('hex', 24)}-${tail('hex', 34)}`],
  ['Slack bot', `xoxb-${tail('digits', 12)}-${tail('digits', 13)}-${tail('alphanumeric', 24)}`],
  ['Slack user', `xoxp-${tail('digits', 12)}-${tail('digits', 12)}-${tail('hex', 32)}`],
  ['Slack app', `xapp-1-A0${tail('base32', 9)}-${tail('digits', 13)}-${tail('hex', 64)}`],
  ['Discord', `M${tail('alphanumeric', 25)}.${tail('alphanumeric', 6)}.${tail('urlSafe', 38)}`],
  ['Telegram', `${tail('digits', 10)}:AA${tail('urlSafe', 33)}`],
  ['Twilio', `SK${tail('hex', 32)}`],
  ['SendGrid', `SG.${tail('urlSafe', 22)}.${tail('urlSafe', 43)}`],
  ['Mailgun', `key-${tail('hex', 32)}`],
  ['Brevo', `xkeysib-${tail('hex', 64)}-${tail('alphanumeric', 16)}`],
  ['Resend', `re_${tail('alphanumeric', 8)}_${tail('alphanumeric', 24)}`],
  ['AWS', `AKIA${tail('base32', 16)}`],
  ['AWS session', `ASIA${tail('base32', 16)}`],
  ['Google', `AIza${tail('urlSafe', 35)}`],
  ['Google OAuth', `ya29.${tail('urlSafe', 120)}`],
  ['Google client', `GOCSPX-${tail('urlSafe', 28)}`],
  ['Azure', `a8B8Q~${tail('urlSafe', 34)}`],
  ['DigitalOcean', `dop_v1_${tail('hex', 64)}`],
  ['Cloudflare', `cfut_${tail('alphanumeric', 48)}`],
  ['Fly', `fm2_${tail('base64', 120)}`],
  ['Heroku', `HRKU-AA${tail('urlSafe', 58)}`],
  ['Netlify', `nfp_${tail('alphanumeric', 36)}`],
  ['Vercel', `vercel_blob_rw_${tail('alphanumeric', 16)}_${tail('alphanumeric', 30)}`],
  ['Tailscale', `tskey-auth-${tail('alphanumeric', 16)}-${tail('alphanumeric', 32)}`],
  ['Stripe', `sk_live_${tail('alphanumeric', 24)}`],
  ['Stripe restricted', `rk_live_${tail('alphanumeric', 99)}`],
  ['Stripe webhook', `whsec_${tail('alphanumeric', 32)}`],
  ['Square', `sq0csp-${tail('urlSafe', 43)}`],
  ['Shopify', `shpat_${tail('hex', 32)}`],
  ['Facebook', `EAAC${tail('alphanumeric', 160)}`],
  ['Hugging Face', `hf_${fake('letters', 34)}`],
  ['Replicate', `r8_${tail('alphanumeric', 37)}`],
  ['Groq', `gsk_${tail('alphanumeric', 52)}`],
  ['Pinecone', `pcsk_${tail('alphanumeric', 6)}_${tail('alphanumeric', 63)}`],
  ['xAI', `xai-${tail('alphanumeric', 80)}`],
  ['Perplexity', `pplx-${tail('alphanumeric', 48)}`],
  ['Tavily', `tvly-dev-${tail('alphanumeric', 32)}`],
  ['LangSmith', `lsv2_pt_${tail('hex', 32)}_${tail('hex', 10)}`],
  ['NVIDIA', `nvapi-${tail('urlSafe', 64)}`],
  ['ElevenLabs', `sk_${tail('hex', 48)}`],
  ['Supabase', `sb_secret_${tail('urlSafe', 31)}`],
  ['Databricks', `dapi${tail('hex', 32)}`],
  ['Vault', `hvs.${tail('urlSafe', 95)}`],
  ['Doppler', `dp.pt.${tail('alphanumeric', 43)}`],
  ['Terraform', `${tail('alphanumeric', 14)}.atlasv1.${tail('urlSafe', 67)}`],
  ['Pulumi', `pul-${tail('hex', 40)}`],
  ['PlanetScale', `pscale_tkn_${tail('alphanumeric', 43)}`],
  ['Airtable', `pat${tail('alphanumeric', 14)}.${tail('hex', 64)}`],
  ['age', `AGE-SECRET-KEY-1${tail('base32', 58)}`],
  ['npm', `npm_${tail('alphanumeric', 36)}`],
  ['PyPI', `pypi-AgEIcHlwaS5vcmc${tail('urlSafe', 150)}`],
  ['RubyGems', `rubygems_${tail('hex', 48)}`],
  ['Docker', `dckr_pat_${tail('urlSafe', 27)}`],
  ['CircleCI', `CCIPAT_${tail('alphanumeric', 22)}_${tail('hex', 40)}`],
  ['New Relic', `NRAK-${tail('base32', 27)}`],
  ['Grafana', `glsa_${tail('alphanumeric', 32)}_${tail('hex', 8)}`],
  ['Sentry', `sntryu_${tail('hex', 64)}`],
  ['PostHog', `phx_${tail('alphanumeric', 43)}`],
  ['Google, since 2025', `AQ.Ab8RN6${tail('urlSafe', 43)}`],
  ['Vercel gateway', `vck_${tail('alphanumeric', 56)}`],
  ['Cerebras', `csk-${tail('lower', 48)}`],
  ['Jina', `jina_${tail('alphanumeric', 58)}`],
  ['Firecrawl', `fc-${tail('hex', 32)}`],
  ['Neon', `napi_${tail('alphanumeric', 60)}`],
  ['LlamaCloud', `llx-${tail('alphanumeric', 48)}`],
  ['Logfire', `pylf_v1_us_${tail('alphanumeric', 44)}`],
  ['Apify', `apify_api_${tail('alphanumeric', 36)}`],
  ['Weights & Biases', `wandb_v1_${tail('alphanumeric', 40)}`],
  ['Together', `tgp_v1_${tail('alphanumeric', 43)}`],
  ['Voyage', `pa-${tail('alphanumeric', 43)}`],
  ['Deno Deploy', `ddp_${tail('alphanumeric', 36)}`],
  ['Turbopuffer', `tpuf_${tail('alphanumeric', 32)}`],
  ['Typeform', `tfp_${tail('alphanumeric', 44)}`],
  ['Polar', `polar_oat_${tail('alphanumeric', 43)}`],
  ['kubeconfig', btoa(`-----BEGIN RSA PRIVATE KEY-----\n${fake('base64', 64)}`)],
];

const encoded = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('=', '');

/** A signed token with so many characters of claims. */
export function fakeJwt(length: number): string {
  const claims = encoded({ sub: '1234', scope: fake('lower', length) });
  return `${encoded({ alg: 'HS256', typ: 'JWT' })}.${claims}.${fake('urlSafe', 43)}`;
}

/** A private key as it stands in a file. */
export function fakePem(kind: string, lines: number, headers: readonly string[] = []): readonly string[] {
  const body = Array.from({ length: lines }, (_, index) => fake('base64', 64, index + 1));
  const block = kind.startsWith('PGP') ? 'PGP PRIVATE KEY BLOCK' : `${kind}PRIVATE KEY`;
  const head = headers.length === 0 ? [] : [...headers, ''];
  return [`-----BEGIN ${block}-----`, ...head, ...body, `-----END ${block}-----`];
}
