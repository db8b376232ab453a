/**
 * Libraries whose calls can be tracked inside of them, as data:
 *
 *   recipe              what there is to say of a library: versions, file, function, and what reads its calls
 *     └─ openai, anthropic, bedrock, cohere, google-genai, groq, langchain, mistral, ollama, openai-agents   what is said of each
 *          └─▶ recipes  all of them, for the hosts of the compiler, which look at the packages of a project
 */
import { anthropic } from './anthropic.ts';
import { bedrock } from './bedrock.ts';
import { cohere } from './cohere.ts';
import { googleGenai } from './google-genai.ts';
import { groq } from './groq.ts';
import { langchain } from './langchain.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openaiAgents } from './openai-agents.ts';
import type { Recipe } from './recipe.ts';

export type { Recipe, RecipeFunction } from './recipe.ts';

/** All recipes there are. */
export const recipes: readonly Recipe[] = [
  openai,
  anthropic,
  bedrock,
  cohere,
  googleGenai,
  groq,
  langchain,
  mistral,
  ollama,
  openaiAgents,
];
