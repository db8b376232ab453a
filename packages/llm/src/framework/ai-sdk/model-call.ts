import type { Reading } from '@bud/runtime/otel';

type EndReason = NonNullable<Parameters<Reading['ending']>[0]>;

/** One round of a model, as whoever makes it tells of it. */
export interface ModelCall {
  /** What the AI SDK calls the provider: `openai.responses`. */
  readonly provider: string;
  readonly modelId: string;
  readonly isStream: boolean;
  /** The options of the call, or the event that tells of it. */
  readonly request: unknown;
  /** The program has said of this call that its content is not recorded. */
  readonly hidesContent: boolean;
  /** Told of its end, and of the reason where it did not come to its own. */
  readonly ended?: ((reason: EndReason | undefined) => void) | undefined;
}

/** One execution of a tool. */
export interface ToolExecution {
  readonly name: string;
  readonly callId: string;
  readonly input: unknown;
  readonly hidesContent: boolean;
}

// OpenTelemetry semantic conventions 1.41, gen_ai.provider.name; by the start of what the AI SDK calls it
const providers: readonly (readonly [start: string, provider: string])[] = [
  ['amazon-bedrock', 'aws.bedrock'],
  ['azure', 'azure.ai.openai'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['google-vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
];

/** `gen_ai.provider.name`: `openai.responses` is `openai`. */
export function providerNameOf(provider: string): string {
  const known = providers.find(([start]) => provider === start || new RegExp(`^${start}[.-]`).test(provider));
  return known?.[1] ?? provider.split('.')[0] ?? provider;
}
