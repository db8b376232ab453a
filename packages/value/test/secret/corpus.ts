/** One service as programs know it: what its secret is called as an option, a header, a variable and in a query. */
type Row = readonly [service: string, option: string, header: string, variable: string, query: string];

/** Names as the services' own clients and documentation write them. */
const secretRows: readonly Row[] = [
  ['openai', 'apiKey', 'authorization', 'OPENAI_API_KEY', 'api_key'],
  ['anthropic', 'authToken', 'x-api-key', 'ANTHROPIC_API_KEY', 'api-key'],
  ['azure', 'azureADToken', 'ocp-apim-subscription-key', 'AZURE_CLIENT_SECRET', 'subscription-key'],
  ['google', 'googleApiKey', 'x-goog-api-key', 'GOOGLE_API_KEY', 'access_token'],
  ['aws', 'secretAccessKey', 'x-amz-security-token', 'AWS_SECRET_ACCESS_KEY', 'X-Amz-Security-Token'],
  ['postgres', 'password', 'authorization', 'PGPASSWORD', 'password'],
  ['mysql', 'password', 'proxy-authorization', 'MYSQL_ROOT_PASSWORD', 'passwd'],
  ['mongodb', 'connectionString', 'authorization', 'MONGO_INITDB_ROOT_PASSWORD', 'pwd'],
  ['redis', 'sentinelPassword', 'authorization', 'REDIS_PASSWORD', 'auth'],
  ['github', 'privateKey', 'authorization', 'GITHUB_TOKEN', 'client_secret'],
  ['gitlab', 'oauthToken', 'private-token', 'GITLAB_ACCESS_TOKEN', 'private_token'],
  ['slack', 'signingSecret', 'authorization', 'SLACK_BOT_TOKEN', 'token'],
  ['stripe', 'webhookSecret', 'authorization', 'STRIPE_SECRET_KEY', 'client_secret'],
  ['twilio', 'authToken', 'authorization', 'TWILIO_AUTH_TOKEN', 'authToken'],
  ['sendgrid', 'apiKey', 'authorization', 'SENDGRID_API_KEY', 'apikey'],
  ['pinecone', 'apiKey', 'api-key', 'PINECONE_API_KEY', 'apiKey'],
  ['weaviate', 'bearerToken', 'authorization', 'WEAVIATE_API_KEY', 'accessToken'],
  ['qdrant', 'apiKey', 'api-key', 'QDRANT_API_KEY', 'api_key'],
  ['huggingface', 'accessToken', 'authorization', 'HUGGINGFACE_TOKEN', 'token'],
  ['smtp', 'password', 'authorization', 'SMTP_PASSWORD', 'password'],
  ['ssh', 'passphrase', 'authorization', 'SSH_PASSPHRASE', 'passphrase'],
  ['session', 'sessionId', 'cookie', 'SESSION_SECRET', 'session_id'],
  ['oauth', 'clientSecret', 'authorization', 'OAUTH_CLIENT_SECRET', 'refresh_token'],
  ['login', 'newPassword', 'set-cookie', 'ADMIN_PASSWORD', 'otp'],
  ['payment', 'cardNumber', 'authorization', 'PAYMENT_PRIVATE_KEY', 'cvv'],
];

/** The same places with names that only look like secrets. */
const harmlessRows: readonly Row[] = [
  ['openai', 'maxTokens', 'x-ratelimit-limit-tokens', 'OPENAI_MAX_TOKENS', 'max_tokens'],
  ['anthropic', 'maxTokensToSample', 'x-ratelimit-remaining-tokens', 'ANTHROPIC_MAX_TOKENS', 'token_count'],
  ['usage', 'totalTokens', 'x-total-tokens', 'TOKENS_PER_MINUTE', 'totalTokens'],
  ['prompt', 'promptTokens', 'x-prompt-tokens', 'PROMPT_TOKENS', 'prompt_tokens'],
  ['tokenizer', 'tokenizer', 'x-tokenizer', 'TOKENIZER_NAME', 'tokenizer'],
  ['vocabulary', 'eosToken', 'x-token-type', 'BOS_TOKEN', 'token_type'],
  ['paging', 'nextPageToken', 'x-page-token', 'CONTINUATION_TOKEN', 'pageToken'],
  ['office', 'secretary', 'x-secretary', 'SECRETARY_NAME', 'secretary'],
  ['parliament', 'secretariat', 'x-secretariat', 'SECRETARIAT_EMAIL', 'secretariat'],
  ['login', 'passwordless', 'x-passwordless', 'PASSWORDLESS_MODE', 'passwordless'],
  ['policy', 'passwordPolicy', 'x-password-policy', 'PASSWORD_POLICY', 'passwordLength'],
  ['oauth', 'authorizationUrl', 'x-authorization-url', 'AUTHORIZATION_ENDPOINT', 'authorization_endpoint'],
  ['people', 'author', 'x-author', 'COMMIT_AUTHOR', 'author'],
  ['rights', 'authority', 'authority', 'AUTHORITY', 'authorized'],
  ['consent', 'cookieConsent', 'x-cookie-consent', 'COOKIE_POLICY', 'cookieName'],
  ['recipes', 'cookbook', 'x-cookbook', 'COOKBOOK', 'cookbook'],
  ['sessions', 'sessionCount', 'x-session-count', 'SESSION_COUNT', 'session_type'],
  ['tables', 'primaryKey', 'x-sort-key', 'CACHE_KEY', 'foreignKey'],
  ['crypto', 'publicKey', 'x-public-key', 'PUBLIC_KEY', 'public_key'],
  ['input', 'keyboard', 'x-keyboard', 'KEYBOARD_LAYOUT', 'keyboard'],
  ['animals', 'monkey', 'x-monkey', 'TURKEY', 'monkey'],
  ['cards', 'cardType', 'x-card-type', 'CREDIT_CARD_TYPE', 'cardinality'],
  ['travel', 'passenger', 'x-passenger', 'PASSPORT_COUNTRY', 'passengers'],
  ['tests', 'passed', 'x-passed', 'BYPASS_CACHE', 'passed'],
  ['gateway', 'apiVersion', 'x-api-version', 'API_URL', 'apiKeyId'],
];

/** What programs hand to the functions that get tracked. */
const carriers: readonly ((row: Row, text: string) => unknown)[] = [
  ([service, option], text) => ({ service, options: { [option]: text, timeoutMs: 30_000, maxRetries: 2 } }),
  ([service, , header], text) => [
    `https://${service}.example/v1/chat`,
    { method: 'POST', headers: { 'content-type': 'application/json', [header]: text }, body: '{"stream":true}' },
  ],
  ([, , header], text) => ({ request: { headers: new Headers({ accept: '*/*', [header]: text }), retries: 0 } }),
  ([service, , , variable], text) => ({ env: { NODE_ENV: 'production', SERVICE: service, [variable]: text } }),
  ([service, , , variable], text) => ({
    image: `${service}:latest`,
    containers: [
      {
        env: [
          { name: 'PORT', value: '8080' },
          { name: variable, value: text },
        ],
      },
    ],
  }),
  ([service, , , , query], text) => ({
    tool: 'fetch',
    input: { url: `https://${service}.example/v1?${query}=${text}&page=2` },
  }),
  ([service, option], text) => ({
    role: 'assistant',
    tool_calls: [{ function: { name: `call_${service}`, arguments: JSON.stringify({ [option]: text, limit: 5 }) } }],
  }),
  ([service, option, , , query], text) =>
    Object.assign(new Error(`${service} answered 401`), {
      status: 401,
      config: { params: new URLSearchParams({ page: '1', [query]: text }), defaults: new Map([[option, text]]) },
    }),
  ([service, , header], text) => ({ url: `/${service}`, rawHeaders: ['Host', 'localhost:8080', header, text] }),
  ([service, option, , variable], text) => ({
    [Symbol(option)]: [text],
    Parameters: [{ Name: variable, Value: text, Type: 'String' }],
    body: JSON.stringify({ service, log: JSON.stringify({ input: { [option]: [text] }, limit: 5 }) }),
  }),
  ([service, , header, , query], text) => ({
    next: `/login?next=${encodeURIComponent(`https://${service}.example/@me?${query}=${text}&page=2`)}`,
    form: `${service}[${query}]=${text}&page=2`,
    command: `curl -H "${header}: ${text}" http://localhost:8080/@${service} --data 'page=2'`,
  }),
  ([service, option, , variable], text) => ({
    source: `${option} = "${text}" # of ${service}`,
    env: `PORT=8080 ${variable}='${text}' node index.js --port=8080`,
  }),
];

export interface CorpusEntry {
  readonly value: unknown;
  /** The string that was put under the names; nowhere else in the value. */
  readonly text: string;
}

function corpus(rows: readonly Row[], textOf: (index: number) => string): CorpusEntry[] {
  return rows.flatMap((row, index) =>
    carriers.map((carry) => ({ value: carry(row, textOf(index)), text: textOf(index) })),
  );
}

/** 300 objects with a secret each. */
export const planted: readonly CorpusEntry[] = corpus(secretRows, (index) => `Pl4nted${index}Qz7vX`);

/** 300 objects that look alike and hold none. */
export const harmless: readonly CorpusEntry[] = corpus(harmlessRows, (index) => `harmless${index}`);
