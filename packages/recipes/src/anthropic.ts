import type { Recipe } from './recipe.ts';

/** Streams and tool runners go through these. The classes are made in functions without a name. */
export const anthropic: Recipe = {
  library: 'anthropic',
  package: '@anthropic-ai/sdk',
  majors: [0, 1],
  functions: [
    {
      files: ['resources/messages/messages'],
      function: '<anonymous>.Messages.create',
      type: 'llm',
      reader: 'anthropic.messages',
    },
    {
      files: ['resources/beta/messages/messages'],
      function: '<anonymous>.Messages.create',
      type: 'llm',
      reader: 'anthropic.beta.messages',
    },
  ],
};
