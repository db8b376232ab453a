import type { Recipe } from './recipe.ts';

/** Whatever runs, of LangGraph as well, asks here for its callbacks. */
export const langchain: Recipe = {
  library: 'langchain',
  package: '@langchain/core',
  majors: [0, 1],
  functions: [
    {
      files: ['dist/callbacks/manager'],
      function: 'CallbackManager._configureSync',
      type: 'chain',
      reader: 'langchain.callbacks',
    },
  ],
};
