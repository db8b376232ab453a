/** Whose server a client speaks to: the host decides, because many speak OpenAI's format. */

// OpenTelemetry semantic conventions 1.41, gen_ai.provider.name; the last four are not among theirs
const byHost: readonly (readonly [host: RegExp, provider: string])[] = [
  [/(?:^|\.)openai\.azure\.com$|(?:^|\.)cognitiveservices\.azure\.com$/, 'azure.ai.openai'],
  [/(?:^|\.)(?:inference|services)\.ai\.azure\.com$/, 'azure.ai.inference'],
  [/(?:^|\.)openai\.com$/, 'openai'],
  [/(?:^|\.)anthropic\.com$/, 'anthropic'],
  [/(?:^|\.)amazonaws\.com$/, 'aws.bedrock'],
  [/(?:^|\.)generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/(?:^|\.)groq\.com$/, 'groq'],
  [/(?:^|\.)mistral\.ai$/, 'mistral_ai'],
  [/(?:^|\.)deepseek\.com$/, 'deepseek'],
  [/(?:^|\.)cohere\.(?:com|ai)$/, 'cohere'],
  [/(?:^|\.)perplexity\.ai$/, 'perplexity'],
  [/(?:^|\.)x\.ai$/, 'x_ai'],
  [/(?:^|\.)openrouter\.ai$/, 'openrouter'],
  [/(?:^|\.)together\.(?:ai|xyz)$/, 'together'],
  [/(?:^|\.)fireworks\.ai$/, 'fireworks'],
  [/(?:^|\.)cerebras\.ai$/, 'cerebras'],
];

/** The server of a client, and whose it is; `usual` where the host says nothing, as with a gateway or a local server. */
export function serverOf(
  baseUrl: unknown,
  usual: string,
): { readonly provider: string; readonly address?: string; readonly port?: number } {
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) return { provider: usual };
  const { hostname, port, protocol } = new URL(baseUrl);
  const known = byHost.find(([host]) => host.test(hostname));
  return {
    provider: known?.[1] ?? usual,
    address: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
  };
}
