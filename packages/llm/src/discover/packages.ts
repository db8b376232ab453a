/** A package of the program, and what of it `autoInstrument` takes. */
export interface KnownPackage {
  /** What the program calls it: `openai`, `anthropic`, … */
  readonly library: string;
  /** What the program imports. */
  readonly specifier: string;
  readonly partOf: (module: unknown) => unknown;
}

/** What is exported by a name, or in its place. In CommonJS, a class may be the module itself. */
function named(name: string): KnownPackage['partOf'] {
  return (module) => {
    if ((typeof module !== 'object' && typeof module !== 'function') || module === null) return undefined;
    return (Reflect.get(module, name) as unknown) ?? (Reflect.get(module, 'default') as unknown);
  };
}

const itself: KnownPackage['partOf'] = (module) => module;

/** Each client makes its own methods; one that nobody uses leads to what all of them call. */
function googleClient(module: unknown): unknown {
  // Proof of the cast: what the package exports by that name.
  const { GoogleGenAI } = module as { readonly GoogleGenAI: new (options: { readonly apiKey: string }) => unknown };
  return new GoogleGenAI({ apiKey: 'none' });
}

/** The same of Mistral, whose client makes what has the methods when it is asked for it. */
function mistralClient(module: unknown): unknown {
  // Proof of the cast: what the package exports by that name.
  const { Mistral } = module as { readonly Mistral: new (options: { readonly apiKey: string }) => unknown };
  return new Mistral({ apiKey: 'none' });
}

/** The older client leads to the methods of both. */
function cohereClient(module: unknown): unknown {
  // Proof of the cast: what the package exports by that name.
  const { CohereClient } = module as { readonly CohereClient: new (options: { readonly token: string }) => unknown };
  return new CohereClient({ token: 'none' });
}

/** One that nobody uses leads to the method that all clients of AWS share. */
function bedrockClient(module: unknown): unknown {
  // Proof of the cast: what the package exports by that name.
  const { BedrockRuntimeClient } = module as { readonly BedrockRuntimeClient: new (options: object) => unknown };
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
}

/** All that is looked for. Both versions of MCP have clients and servers. */
export const knownPackages: readonly KnownPackage[] = [
  { library: 'openai', specifier: 'openai', partOf: named('OpenAI') },
  { library: 'anthropic', specifier: '@anthropic-ai/sdk', partOf: named('Anthropic') },
  { library: 'bedrock', specifier: '@aws-sdk/client-bedrock-runtime', partOf: bedrockClient },
  { library: 'cohere', specifier: 'cohere-ai', partOf: cohereClient },
  { library: 'google-genai', specifier: '@google/genai', partOf: googleClient },
  { library: 'groq', specifier: 'groq-sdk', partOf: named('Groq') },
  { library: 'mistral', specifier: '@mistralai/mistralai', partOf: mistralClient },
  { library: 'ollama', specifier: 'ollama', partOf: named('default') },
  { library: 'ai', specifier: 'ai', partOf: itself },
  { library: 'langchain', specifier: '@langchain/core/callbacks/manager', partOf: named('CallbackManager') },
  { library: 'openai-agents', specifier: '@openai/agents', partOf: itself },
  { library: 'mcp', specifier: '@modelcontextprotocol/sdk/client/index.js', partOf: named('Client') },
  { library: 'mcp', specifier: '@modelcontextprotocol/sdk/server/index.js', partOf: named('Server') },
  { library: 'mcp', specifier: '@modelcontextprotocol/client', partOf: named('Client') },
  { library: 'mcp', specifier: '@modelcontextprotocol/server', partOf: named('McpServer') },
];

/** Names that `enableAutoTracing` takes. */
export const knownLibraries: readonly string[] = [...new Set(knownPackages.map(({ library }) => library))];
