import type OpenAI from 'openai';

import { gardenNotes, type Note } from './garden-notes.ts';

interface SearchOptions {
  readonly client: OpenAI;
  readonly embeddingModel: string;
  readonly query: string;
  readonly limit?: number;
}

// No mark here: the rule in the bundler's configuration reaches this function.
export async function searchNotes({ client, embeddingModel, query, limit = 2 }: SearchOptions): Promise<Note[]> {
  const texts = gardenNotes.map(({ title, text }) => `${title}: ${text}`);
  const [wanted = [], ...vectors] = await embed(client, embeddingModel, [query, ...texts]);
  return gardenNotes
    .map((note, index) => ({ note, closeness: dot(wanted, vectors[index] ?? []) }))
    .toSorted((a, b) => b.closeness - a.closeness)
    .slice(0, limit)
    .map(({ note }) => note);
}

// A vector says nothing to a reader, so the output is left out.
// @track type=embedding ignore=client captureOutput=false
const embed = async (client: OpenAI, model: string, texts: string[]): Promise<number[][]> => {
  const { data } = await client.embeddings.create({ model, input: texts });
  return data.map(({ embedding }) => embedding);
};

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
