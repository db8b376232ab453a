import type { Recipe } from './recipe.ts';

const files = ['dist/node/index', 'dist/web/index', 'dist/index'];

/** The package is one file for each platform. Each client makes its public methods itself; they call these. */
export const googleGenai: Recipe = {
  library: 'google-genai',
  package: '@google/genai',
  majors: [1, 2, 3],
  functions: [
    { files, function: 'Models.generateContentInternal', type: 'llm', reader: 'google-genai.content' },
    { files, function: 'Models.generateContentStreamInternal', type: 'llm', reader: 'google-genai.stream' },
    { files, function: 'Models.embedContentInternal', type: 'embedding', reader: 'google-genai.embeddings' },
  ],
};
