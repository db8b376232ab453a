import OpenAI from 'openai';

import { chatModel } from './local-openai/chat-completions.ts';
import { embeddingModel } from './local-openai/embeddings.ts';
import { startLocalOpenai } from './local-openai/server.ts';

/** An API to talk to, and the models to ask for there. */
export interface Connection {
  readonly client: OpenAI;
  readonly model: string;
  readonly embeddingModel: string;
  readonly close: () => Promise<void>;
}

/**
 * Connects to the API that `OPENAI_API_KEY` and `OPENAI_BASE_URL` name; unless both are set, starts a server on this
 * machine and connects to that.
 */
export async function connect(environment: NodeJS.ProcessEnv): Promise<Connection> {
  const { OPENAI_API_KEY: apiKey = '', OPENAI_BASE_URL: baseURL = '' } = environment;
  if (apiKey !== '' && baseURL !== '') {
    return {
      client: new OpenAI({ apiKey, baseURL }),
      model: environment['OPENAI_MODEL'] ?? 'gpt-4o-mini',
      embeddingModel: environment['OPENAI_EMBEDDING_MODEL'] ?? 'text-embedding-3-small',
      close: async () => {},
    };
  }
  if (apiKey !== '' || baseURL !== '') {
    console.error('Using the local server: OPENAI_API_KEY and OPENAI_BASE_URL work only together.');
  }
  const localKey = 'local-key';
  const server = await startLocalOpenai({ apiKey: localKey });
  const client = new OpenAI({ apiKey: localKey, baseURL: server.baseUrl });
  return { client, model: chatModel, embeddingModel, close: server.close };
}
