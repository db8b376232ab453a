import OpenAI from 'openai';
import { afterAll, beforeAll } from 'vitest';
import { startModelServer } from '../../../test/studies/llm/model-server.mjs';

/** The real client of a server that answers byte for byte the same, for all tests of a file. */
export interface ModelClient {
  readonly server: Awaited<ReturnType<typeof startModelServer>>;
  readonly client: OpenAI;
}

/** Starts the server before the tests of the file, and stops it behind them. */
export function useModelClient(): ModelClient {
  let started: ModelClient | undefined;
  beforeAll(async () => {
    const server = await startModelServer();
    started = { server, client: new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0 }) };
  });
  afterAll(() => started?.server.close());
  const ready = (): ModelClient => {
    if (started === undefined) throw new Error('only tests have the client, when the server has started');
    return started;
  };
  return {
    get server() {
      return ready().server;
    },
    get client() {
      return ready().client;
    },
  };
}
