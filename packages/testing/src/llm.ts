/**
 * A server on this machine that plays the models: OpenAI (chat, Responses), Anthropic and Gemini, whole and streamed, as
 * `@copilotkit/aimock` speaks them. What it says is a script.
 */
import { LLMock, type ErrorResponse, type FixtureOpts } from '@copilotkit/aimock';

/** One answer of the script; it is given once. */
export interface ScriptedReply {
  /** Only a request whose last message of the user contains it gets this answer; any when absent. */
  readonly when?: string | RegExp;
  readonly text?: string;
  readonly tools?: readonly ScriptedToolCall[];
  /** The request fails instead: 429, 500 and so on. */
  readonly error?: { readonly status: number; readonly message: string };
  /** What the answer says it took. */
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  /** Characters in each chunk of a stream; 20 when absent. */
  readonly chunkSize?: number;
  /** The connection breaks when so many chunks of a stream were sent. */
  readonly breakAfterChunks?: number;
  readonly delayMs?: number;
}

/** A tool that the model wants to be called. */
export interface ScriptedToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** What a program has asked. */
export interface ModelRequest {
  /** `/v1/chat/completions`. */
  readonly path: string;
  /** As the server understood it: in the form of OpenAI's chat, whoever asked. */
  readonly body: unknown;
}

/** A server that plays the models. */
export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:40123`: the base URL for Anthropic and Gemini. */
  readonly url: string;
  /** The base URL for OpenAI, which ends in `/v1`. */
  readonly openaiUrl: string;
  /** The variables by which the clients of all three find it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly requests: readonly ModelRequest[];
  /** Adds to the script. */
  reply(...replies: readonly ScriptedReply[]): void;
  stop(): Promise<void>;
}

/**
 * Starts a server that plays the models. Each request gets the first answer of the script that fits it and was not given yet;
 * one without an answer fails with 503, which tells what was asked. Rejects when no port is free.
 *
 * @example
 * import { modelServer } from '@bud/testing/llm';
 *
 * await using models = await modelServer({ text: 'Hello!', usage: { inputTokens: 9, outputTokens: 2 } });
 * const answer = await fetch(`${models.openaiUrl}/chat/completions`, {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] }),
 * });
 * (await answer.text()).includes('Hello!'); // true
 */
export async function modelServer(...script: readonly ScriptedReply[]): Promise<ModelServer> {
  const mock = new LLMock({ port: 0, strict: true, journalMaxEntries: 0 });
  const waiting: ScriptedReply[] = [];
  const reply = (...replies: readonly ScriptedReply[]): void => {
    waiting.push(...replies);
    for (const each of replies) addReply(mock, each, waiting);
  };
  reply(...script);
  await mock.start();
  const { url } = mock;
  const openaiUrl = `${url}/v1`;
  const stop = async (): Promise<void> => {
    await mock.stop();
  };
  return {
    url,
    openaiUrl,
    environment: {
      OPENAI_BASE_URL: openaiUrl,
      OPENAI_API_KEY: 'scripted',
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: 'scripted',
      GOOGLE_GEMINI_BASE_URL: url,
      GEMINI_API_KEY: 'scripted',
    },
    get requests() {
      return mock.getRequests().map(({ path, body }) => ({ path, body }));
    },
    reply,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A fixture that fits only while its turn has not come and gone. */
function addReply(mock: LLMock, reply: ScriptedReply, waiting: ScriptedReply[]): void {
  const isNext = (message: string): boolean => waiting.find(({ when }) => fits(when, message)) === reply;
  mock.on(
    { predicate: ({ messages }) => isNext(lastOfUser(messages)) },
    () => {
      waiting.splice(waiting.indexOf(reply), 1);
      return responseOf(reply);
    },
    settingsOf(reply),
  );
}

function fits(when: ScriptedReply['when'], message: string): boolean {
  if (when === undefined) return true;
  return typeof when === 'string' ? message.includes(when) : when.test(message);
}

function lastOfUser(messages: readonly { readonly role: string; readonly content?: unknown }[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  return typeof content === 'string' ? content : JSON.stringify(content ?? '');
}

type Response = ErrorResponse | { content: string; toolCalls?: { name: string; arguments: string; id?: string }[] };

function responseOf({ text, tools, error, usage }: ScriptedReply): Response {
  if (error !== undefined) return { error: { message: error.message }, status: error.status };
  return {
    content: text ?? '',
    ...(tools !== undefined && {
      toolCalls: tools.map((call) => ({ ...call, arguments: JSON.stringify(call.arguments) })),
    }),
    ...(usage !== undefined && { usage: inAllDialects(usage) }),
  };
}

/** Each provider reads the names that it knows. */
function inAllDialects({ inputTokens, outputTokens }: NonNullable<ScriptedReply['usage']>): Record<string, number> {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    promptTokenCount: inputTokens,
    candidatesTokenCount: outputTokens,
  };
}

function settingsOf({ chunkSize, breakAfterChunks, delayMs }: ScriptedReply): FixtureOpts {
  return {
    ...(chunkSize !== undefined && { chunkSize }),
    ...(delayMs !== undefined && { latency: delayMs }),
    // The server breaks off in the last of these, before it is sent; those before need a moment to be.
    ...(breakAfterChunks !== undefined && { truncateAfterChunks: breakAfterChunks + 1, latency: delayMs ?? 1 }),
  };
}
