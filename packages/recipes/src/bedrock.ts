import type { Recipe, RecipeFunction } from './recipe.ts';

const send = { function: 'Client.send', type: 'llm', reader: 'bedrock.send' } as const;

/** What all clients of AWS inherit, in the package of today and in that of before. */
const shared: readonly RecipeFunction[] = [
  {
    ...send,
    shared: { package: '@smithy/core', majors: [3] },
    files: ['dist-es/submodules/client/smithy-client/client', 'dist-cjs/submodules/client/index'],
  },
  {
    ...send,
    shared: { package: '@smithy/smithy-client', majors: [4] },
    files: ['dist-es/client', 'dist-cjs/index'],
  },
];

/** Each command goes through one method of the client. */
export const bedrock: Recipe = {
  library: 'bedrock',
  package: '@aws-sdk/client-bedrock-runtime',
  majors: [3],
  functions: shared,
};
