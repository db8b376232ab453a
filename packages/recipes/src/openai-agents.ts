import type { Recipe } from './recipe.ts';

/** Asked for before each trace: the moment to follow what the library runs. */
export const openaiAgents: Recipe = {
  library: 'openai-agents',
  package: '@openai/agents-core',
  majors: [0],
  functions: [
    {
      files: ['dist/tracing/provider'],
      function: 'getGlobalTraceProvider',
      type: 'chain',
      reader: 'openai-agents.provider',
    },
  ],
};
