import { anthropicMessages } from '../format/anthropic-messages.ts';
import { bedrockFormat, isBedrock } from '../format/bedrock/send.ts';
import { cohereChat, cohereStream } from '../format/cohere/chat.ts';
import { cohereChatV1, cohereStreamV1 } from '../format/cohere/chat-v1.ts';
import { cohereEmbeddings } from '../format/cohere/embeddings.ts';
import type { Formats } from '../format/format.ts';
import { googleContent, googleEmbeddings, googleStream } from '../format/google-content.ts';
import { mistralChat, mistralEmbeddings, mistralStream } from '../format/mistral-chat.ts';
import { ollamaChat, ollamaEmbed, ollamaGenerate } from '../format/ollama.ts';
import { openaiChat, openaiChatWithUsage } from '../format/openai/chat.ts';
import { openaiEmbeddings } from '../format/openai/embeddings.ts';
import { openaiImages, openaiSpeech, openaiTranscription } from '../format/openai/media.ts';
import { openaiResponses } from '../format/openai/responses.ts';
import { plain, type Plain } from '../format/plain.ts';
import { anthropicSpans } from '../model/native-span.ts';
import type { ClientShape } from '../model/reading.ts';

/** A method of a client whose calls are read. */
export interface ClientMethod {
  /** The name of its reader. */
  readonly reader: string;
  /** From the client's class to the one that has the method. */
  readonly path: readonly string[];
  /** From a client to an object of that class, where no way leads there from the client's. */
  readonly members?: readonly string[];
  readonly method: string;
  readonly format: Formats;
}

/** A library that talks to models. */
export interface ClientLibrary extends ClientShape {
  /** Tells its clients from others whose methods are called alike. */
  readonly knows?: (client: unknown) => boolean;
  readonly methods: readonly ClientMethod[];
}

/** By a method that only the clients of one library have. */
function knownBy(method: string): (client: unknown) => boolean {
  return (client) => typeof plain(client)[method] === 'function';
}

/** Clients that Stainless generates keep the client on each resource, and take options beside the body of a request. */
function stainless(usualProvider: string): ClientShape {
  return {
    usualProvider: () => usualProvider,
    baseUrl: (resource) => plain(plain(resource)['_client'])['baseURL'],
    abortable: ([body, options, ...rest], signal) => [body, withSignal(options, 'signal', signal), ...rest],
  };
}

/** Options with one more signal, besides one that is there. */
function withSignal(options: unknown, name: string, signal: AbortSignal): Plain {
  const own = plain(options)[name];
  return { ...plain(options), [name]: own instanceof AbortSignal ? AbortSignal.any([own, signal]) : signal };
}

const images = { path: ['OpenAI', 'Images'] };
const audio = ['OpenAI', 'Audio'];
const googleModels = { path: ['Models'], members: ['models'] };
const mistralChats = { path: ['Chat'], members: ['chat'] };
const cohereV1 = { path: ['CohereClient'], members: [] };
const cohereV2 = { path: ['V2Client'], members: ['v2'] };
const ollamaClient = { path: ['Ollama'], members: [] };

/** What is instrumented, by library. */
export const clientLibraries: Readonly<Record<string, ClientLibrary>> = {
  openai: {
    ...stainless('openai'),
    // Clients of Azure have a version of its API, whichever gateway they go through.
    usualProvider: (resource) =>
      plain(plain(resource)['_client'])['apiVersion'] === undefined ? 'openai' : 'azure.ai.openai',
    methods: [
      { reader: 'openai.chat', path: ['OpenAI', 'Chat', 'Completions'], method: 'create', format: openaiChat },
      { reader: 'openai.responses', path: ['OpenAI', 'Responses'], method: 'create', format: openaiResponses },
      { reader: 'openai.embeddings', path: ['OpenAI', 'Embeddings'], method: 'create', format: openaiEmbeddings },
      { ...images, reader: 'openai.images', method: 'generate', format: openaiImages },
      { ...images, reader: 'openai.images', method: 'edit', format: openaiImages },
      { reader: 'openai.speech', path: [...audio, 'Speech'], method: 'create', format: openaiSpeech },
      {
        reader: 'openai.transcription',
        path: [...audio, 'Transcriptions'],
        method: 'create',
        format: openaiTranscription,
      },
      {
        reader: 'openai.transcription',
        path: [...audio, 'Translations'],
        method: 'create',
        format: openaiTranscription,
      },
    ],
  },
  anthropic: {
    ...stainless('anthropic'),
    nativeSpans: anthropicSpans,
    methods: [
      { reader: 'anthropic.messages', path: ['Messages'], method: 'create', format: anthropicMessages },
      { reader: 'anthropic.beta.messages', path: ['Beta', 'Messages'], method: 'create', format: anthropicMessages },
    ],
  },
  groq: {
    ...stainless('groq'),
    methods: [
      { reader: 'groq.chat', path: ['Groq', 'Chat', 'Completions'], method: 'create', format: openaiChatWithUsage },
      { reader: 'groq.embeddings', path: ['Groq', 'Embeddings'], method: 'create', format: openaiEmbeddings },
    ],
  },
  // Each client makes its public methods itself. They call these, once for each request.
  'google-genai': {
    usualProvider: () => 'gcp.gemini',
    baseUrl: (models) => plain(plain(plain(plain(models)['apiClient'])['clientOptions'])['httpOptions'])['baseUrl'],
    abortable: ([request, ...rest], signal) => [
      { ...plain(request), config: withSignal(plain(request)['config'], 'abortSignal', signal) },
      ...rest,
    ],
    methods: [
      { ...googleModels, reader: 'google-genai.content', method: 'generateContentInternal', format: googleContent },
      { ...googleModels, reader: 'google-genai.stream', method: 'generateContentStreamInternal', format: googleStream },
      { ...googleModels, reader: 'google-genai.embeddings', method: 'embedContentInternal', format: googleEmbeddings },
    ],
  },
  mistral: {
    usualProvider: () => 'mistral_ai',
    baseUrl: (resource) => String(plain(resource)['_baseURL']),
    knows: knownBy('_createRequest'),
    abortable: ([request, options, ...rest], signal) => [
      request,
      { ...plain(options), fetchOptions: withSignal(plain(options)['fetchOptions'], 'signal', signal) },
      ...rest,
    ],
    methods: [
      { ...mistralChats, reader: 'mistral.chat', method: 'complete', format: mistralChat },
      { ...mistralChats, reader: 'mistral.chat', method: 'parse', format: mistralChat },
      { ...mistralChats, reader: 'mistral.stream', method: 'stream', format: mistralStream },
      { ...mistralChats, reader: 'mistral.stream', method: 'parseStream', format: mistralStream },
      {
        path: ['Embeddings'],
        members: ['embeddings'],
        reader: 'mistral.embeddings',
        method: 'create',
        format: mistralEmbeddings,
      },
    ],
  },
  // All clients of AWS send by the same method. Their endpoint is a promise.
  bedrock: {
    usualProvider: () => 'aws.bedrock',
    baseUrl: () => undefined,
    knows: isBedrock,
    abortable: ([command, options, ...rest], signal) => [command, withSignal(options, 'abortSignal', signal), ...rest],
    methods: [
      { path: ['BedrockRuntimeClient'], members: [], reader: 'bedrock.send', method: 'send', format: bedrockFormat },
    ],
  },
  cohere: {
    usualProvider: () => 'cohere',
    baseUrl: (client) => {
      const { baseUrl, environment } = plain(plain(client)['_options']);
      return baseUrl ?? environment ?? 'https://api.cohere.com';
    },
    abortable: ([request, options, ...rest], signal) => [request, withSignal(options, 'abortSignal', signal), ...rest],
    methods: [
      { ...cohereV2, reader: 'cohere.chat', method: '__chat', format: cohereChat },
      { ...cohereV2, reader: 'cohere.stream', method: '__chatStream', format: cohereStream },
      { ...cohereV2, reader: 'cohere.embeddings', method: '__embed', format: cohereEmbeddings },
      { ...cohereV1, reader: 'cohere.v1.chat', method: '__chat', format: cohereChatV1 },
      { ...cohereV1, reader: 'cohere.v1.stream', method: '__chatStream', format: cohereStreamV1 },
      { ...cohereV1, reader: 'cohere.v1.embeddings', method: '__embed', format: cohereEmbeddings },
    ],
  },
  ollama: {
    usualProvider: () => 'ollama',
    baseUrl: (client) => plain(plain(client)['config'])['host'],
    knows: knownBy('processStreamableRequest'),
    methods: [
      { ...ollamaClient, reader: 'ollama.chat', method: 'chat', format: ollamaChat },
      { ...ollamaClient, reader: 'ollama.generate', method: 'generate', format: ollamaGenerate },
      { ...ollamaClient, reader: 'ollama.embed', method: 'embed', format: ollamaEmbed },
    ],
  },
};
