import type { Recipe } from './recipe.ts';

/** Every other way to ask for a completion, `.parse()`, `.stream()` and `runTools()` among them, goes through these. */
export const openai: Recipe = {
  library: 'openai',
  package: 'openai',
  majors: [4, 5, 6, 7],
  functions: [
    {
      files: ['resources/chat/completions/completions'],
      function: 'Completions.create',
      type: 'llm',
      reader: 'openai.chat',
    },
    {
      files: ['resources/responses/responses'],
      function: 'Responses.create',
      type: 'llm',
      reader: 'openai.responses',
    },
    {
      files: ['resources/embeddings'],
      function: 'Embeddings.create',
      type: 'embedding',
      reader: 'openai.embeddings',
    },
    { files: ['resources/images'], function: 'Images.generate', type: 'llm', reader: 'openai.images' },
    { files: ['resources/images'], function: 'Images.edit', type: 'llm', reader: 'openai.images' },
    { files: ['resources/audio/speech'], function: 'Speech.create', type: 'llm', reader: 'openai.speech' },
    {
      files: ['resources/audio/transcriptions'],
      function: 'Transcriptions.create',
      type: 'llm',
      reader: 'openai.transcription',
    },
    {
      files: ['resources/audio/translations'],
      function: 'Translations.create',
      type: 'llm',
      reader: 'openai.transcription',
    },
  ],
};
