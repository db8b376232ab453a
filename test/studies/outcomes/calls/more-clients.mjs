// What else the methods of model clients return.
import { setTimeout as sleep } from 'node:timers/promises';
import { call, through, throughWith } from '../times.mjs';
import { child } from './child.mjs';

export const moreOfClients = {
  'OpenAI, awaited': {
    expected: ['OK'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, awaited" */ () => (child(), openAI.chat.completions.create(request));
      await call('OpenAI, awaited', ask);
      through('OpenAI, awaited');
    },
  },
  'OpenAI, refused, only finally': {
    expected: ['ERROR', 'error'],
    isUnhandled: true,
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, only finally" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      void call('OpenAI, refused, only finally', ask).finally(() => through('OpenAI, refused, only finally'));
      await sleep(60);
    },
  },
  'OpenAI, withResponse': {
    expected: ['OK'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, withResponse" */ () => (child(), openAI.chat.completions.create(request));
      await call('OpenAI, withResponse', ask).withResponse();
      through('OpenAI, withResponse');
    },
  },
  'OpenAI, refused, asResponse': {
    expected: ['ERROR', 'error'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, refused, asResponse" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, model: 'refused' });
      };
      await call('OpenAI, refused, asResponse', ask)
        .asResponse()
        .catch(() => through('OpenAI, refused, asResponse'));
    },
  },
  'OpenAI, branches of a stream': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, branches of a stream" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for (const branch of (await call('OpenAI, branches of a stream', ask)).tee()) {
        for await (const _ of branch);
        through('OpenAI, branches of a stream');
      }
    },
  },
  'OpenAI, collected between reads': {
    expected: ['OK', undefined, 4],
    needsCollection: true,
    async run({ openAI, request, collect }) {
      const ask = /** @track name="OpenAI, collected between reads" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      for await (const _ of await call('OpenAI, collected between reads', ask)) await collect();
      through('OpenAI, collected between reads');
    },
  },
  'OpenAI, one item taken by hand': {
    expected: ['UNSET', 'abandoned', 1],
    // Iterable and iterator are collected by turns.
    isUntimed: true,
    needsCollection: true,
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, one item taken by hand" */ () => {
        child();
        return openAI.chat.completions.create({ ...request, stream: true });
      };
      await (async () => {
        const iterator = (await call('OpenAI, one item taken by hand', ask))[Symbol.asyncIterator]();
        throughWith('OpenAI, one item taken by hand', iterator);
        await iterator.next();
      })();
    },
  },
  'OpenAI, helper, finalContent': {
    expected: ['OK', undefined, 4],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, helper, finalContent" */ () => (
        child(),
        openAI.chat.completions.stream(request)
      );
      const stream = call('OpenAI, helper, finalContent', ask);
      stream.on('end', () => through('OpenAI, helper, finalContent'));
      await stream.finalContent();
    },
  },
  'OpenAI, helper, left': {
    expected: ['OK', 'cancelled'],
    async run({ openAI, request }) {
      const ask = /** @track name="OpenAI, helper, left" */ () => (child(), openAI.chat.completions.stream(request));
      for await (const _ of call('OpenAI, helper, left', ask)) break;
      through('OpenAI, helper, left');
    },
  },
  'Anthropic, awaited': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, awaited" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9 });
      };
      await call('Anthropic, awaited', ask);
      through('Anthropic, awaited');
    },
  },
  'Anthropic, refused, only caught': {
    expected: ['ERROR', 'error'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, refused, only caught" */ () => {
        child();
        return anthropic.messages.create({ ...request, model: 'refused', max_tokens: 9 });
      };
      await call('Anthropic, refused, only caught', ask).catch(() => through('Anthropic, refused, only caught'));
    },
  },
  'Anthropic, stream': {
    expected: ['OK', undefined, 8],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, stream" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9, stream: true });
      };
      for await (const _ of await call('Anthropic, stream', ask));
      through('Anthropic, stream');
    },
  },
  'Anthropic, stream, left': {
    expected: ['OK', 'cancelled', 1],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, stream, left" */ () => {
        child();
        return anthropic.messages.create({ ...request, max_tokens: 9, stream: true });
      };
      for await (const _ of await call('Anthropic, stream, left', ask)) break;
      through('Anthropic, stream, left');
    },
  },
  'Anthropic, helper, iterated': {
    expected: ['OK'],
    async run({ anthropic, request }) {
      const ask = /** @track name="Anthropic, helper, iterated" */ () => {
        child();
        return anthropic.messages.stream({ ...request, max_tokens: 9 });
      };
      for await (const _ of call('Anthropic, helper, iterated', ask));
      through('Anthropic, helper, iterated');
    },
  },
  'AI SDK, generateText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, generateText" */ () => (child(), ai.generateText({ model, prompt: 'hi' }));
      await call('AI SDK, generateText', ask);
      through('AI SDK, generateText');
    },
  },
  'AI SDK, Response of streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, Response of streamText" */ () => {
        child();
        return ai.streamText({ model, prompt: 'hi' }).toTextStreamResponse();
      };
      await call('AI SDK, Response of streamText', ask).text();
      through('AI SDK, Response of streamText');
    },
  },
  'AI SDK, text of streamText': {
    expected: ['OK'],
    async run({ ai, model }) {
      const ask = /** @track name="AI SDK, text of streamText" */ () => (
        child(),
        ai.streamText({ model, prompt: 'hi' })
      );
      await call('AI SDK, text of streamText', ask).text;
      through('AI SDK, text of streamText');
    },
  },
};
