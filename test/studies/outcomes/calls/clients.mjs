// Calls of model clients: `openAI`, `anthropic` and `ai` are the real ones, of a local model.
import { call, through } from '../times.mjs';
import { child } from './child.mjs';

export const clients = {
  'OpenAI, stream': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, stream" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for await (const _ of await call('OpenAI, stream', ask));
      through('OpenAI, stream');
    },
  },
  'OpenAI, refused, only caught': {
    expected: ['ERROR', 'error'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, only caught" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      await call('OpenAI, refused, only caught', ask).catch(() => through('OpenAI, refused, only caught'));
    },
  },
  'Anthropic, events of a stream': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, events of a stream" */ () => {
        child();
        return anthropic.messages.stream({ ...request, max_tokens: 9 });
      };
      const stream = call('Anthropic, events of a stream', ask);
      stream.on('text', () => {});
      stream.on('end', () => through('Anthropic, events of a stream'));
      await stream.finalMessage();
    },
  },
  'AI SDK, streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, streamText" */ () => (child(), ai.streamText({ model, prompt: 'hi' }));
      for await (const _ of call('AI SDK, streamText', ask).textStream);
      through('AI SDK, streamText');
    },
  },
};
