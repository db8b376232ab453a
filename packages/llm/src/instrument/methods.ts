import { anthropicMessages } from '../format/anthropic-messages.ts';
import type { Format } from '../format/format.ts';
import { openaiChat } from '../format/openai-chat.ts';
import { openaiEmbeddings } from '../format/openai-embeddings.ts';
import { openaiResponses } from '../format/openai-responses.ts';
import { plain } from '../format/plain.ts';
import { anthropicSpans } from '../model/native-span.ts';
import type { ClientShape } from '../model/reading.ts';

/** A method of a client whose calls are read. */
export interface ClientMethod {
  /** The name of its reader. */
  readonly reader: string;
  /** From the client's class to the one that has the method. */
  readonly path: readonly string[];
  readonly method: string;
  readonly format: Format;
}

/** A library that talks to models. */
export interface ClientLibrary extends ClientShape {
  readonly methods: readonly ClientMethod[];
}

/** Clients that Stainless generates keep the client on each resource. */
function stainless(usualProvider: string): ClientShape {
  return { usualProvider, baseUrl: (resource) => plain(plain(resource)['_client'])['baseURL'] };
}

/** What is instrumented, by library. */
export const clientLibraries: Readonly<Record<string, ClientLibrary>> = {
  openai: {
    ...stainless('openai'),
    methods: [
      { reader: 'openai.chat', path: ['Chat', 'Completions'], method: 'create', format: openaiChat },
      { reader: 'openai.responses', path: ['Responses'], method: 'create', format: openaiResponses },
      { reader: 'openai.embeddings', path: ['Embeddings'], method: 'create', format: openaiEmbeddings },
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
};
