// `ai`, with OpenAI's provider of its time: what its callers do.
import { setTimeout } from 'node:timers/promises';
import { all } from '../ways.mjs';

const packages = ['ai-sdk-openai-2', 'ai-sdk-openai-3', 'ai-sdk-openai-4', 'zod'];
const [ofFive, ofSix, ofSeven, { z }] = await Promise.all(packages.map(async (name) => import(name)));

export const classOf = (ai) => ai;
export const clientOf = (ai, { url }) => {
  const { registerTelemetry, registerTelemetryIntegration } = ai;
  const provider = registerTelemetry ? ofSeven : registerTelemetryIntegration ? ofSix : ofFive;
  const openai = provider.createOpenAI({ apiKey: 'none', baseURL: url });
  return { ai, chat: (name) => openai.chat(name), embedding: openai.textEmbeddingModel('text-embedding-3-small') };
};
export const instrumented = ({ Client }) => Client;
export const afterwards = ({ ai, chat }) => ai.generateText({ model: chat('gpt-4o'), prompt: 'Hi' });

/** How it comes to be recorded, and the versions for which that is the way. */
export const ways = { traced: ['ai-5', 'ai-6'], autoInstrument: ['ai-7'] };

/** What the tool is asked that the server calls. */
export const schema = z.object({ city: z.string() });
const answer = z.object({ answer: z.number() });

function toolsOf(ai) {
  return {
    weather: ai.tool({
      inputSchema: schema,
      execute: async ({ city }, { toolCallId }) => setTimeout(2, `${city}: sunny (${toolCallId})`),
    }),
    time: ai.tool({
      inputSchema: z.object({ zone: z.string() }),
      execute: async function* ({ zone }) {
        yield `looking at ${zone}`;
        throw new TypeError('no clock');
      },
    }),
  };
}

/** Neither the clock nor chance decides about it. */
const answerOf = async ({ text, content, finishReason, usage, steps }) => ({
  text: await text,
  content: await content,
  finishReason: await finishReason,
  usage: await usage,
  steps: (await steps).map(({ toolCalls, toolResults, response }) => [toolCalls, toolResults, response.messages]),
});

/** Parts of a stream, without ids that chance gives, and without dates. */
const partsOf = (parts) =>
  parts.map((part) => ({
    ...part,
    ...(part.error && { error: `${part.error.name}: ${part.error.message}` }),
    id: undefined,
    timestamp: undefined,
    request: undefined,
    performance: undefined,
    response: part.response?.modelId,
  }));

const settings = ({ ai, chat }, model = 'gpt-4o') => ({
  model: chat(model),
  prompt: 'Hi',
  maxRetries: 0,
  onError() {},
  ...(ai.registerTelemetry ? { instructions: 'Be short' } : { system: 'Be short' }),
});
const generate = (client, more, model) => client.ai.generateText({ ...settings(client, model), ...more });
const stream = (client, more, model) => client.ai.streamText({ ...settings(client, model), ...more });
const turns = ({ ai }) => ({ tools: toolsOf(ai), stopWhen: ai.stepCountIs(2) });

/** The name of a call, and the call. */
export const forms = {
  generateText: async ({ client }) => answerOf(await generate(client, { temperature: 0, maxOutputTokens: 9 })),
  'generateText, then': ({ client }) => generate(client).then(({ text }) => text),
  'generateText with tools': async ({ client }) => answerOf(await generate(client, turns(client))),
  'generateText of an object': async ({ client }) => {
    const output = client.ai.Output.object({ schema: answer });
    return (await generate(client, { output, experimental_output: output })).text;
  },
  'prepareStep chooses the model': async ({ client }) =>
    answerOf(await generate(client, { prepareStep: () => ({ model: client.chat('gpt-4o-mini') }) })),
  'own callbacks': async ({ client }) => {
    const seen = [];
    const onStepFinish = ({ finishReason }) => void seen.push(finishReason);
    await stream(client, {
      onStepFinish,
      onChunk: ({ chunk }) => void seen.push(chunk.type),
      onFinish: ({ totalUsage }) => void seen.push(totalUsage.totalTokens),
    }).consumeStream();
    return seen;
  },
  'refused, thrown': ({ client }) => generate(client, {}, 'unknown'),
  'refused, nobody asks': async ({ client }) => {
    const seen = [];
    const note = (error) => seen.push(error.message);
    process.on('unhandledRejection', note);
    void generate(client, {}, 'unknown');
    while (seen.length === 0) await setTimeout(5);
    await setTimeout(20);
    process.off('unhandledRejection', note);
    return seen;
  },
  'busy, tried again': ({ client }) => generate(client, { maxRetries: 1 }, 'busy').catch(({ message }) => message),
  textStream: async ({ client }) => all(stream(client).textStream),
  fullStream: async ({ client }) => partsOf(await all(stream(client).fullStream)),
  'fullStream with parallel tools': async ({ client }) => {
    const parts = partsOf(await all(stream(client, turns(client)).fullStream));
    // Tools run at the same time.
    return parts.map((part) => JSON.stringify(part)).toSorted();
  },
  'stream, awaited': async ({ client }) => answerOf(stream(client)),
  'stream, read twice': async ({ client }) => {
    const result = stream(client);
    return [await all(result.textStream), await result.text, partsOf(await all(result.fullStream)).length];
  },
  'stream of an object': async ({ client }) => {
    const output = client.ai.Output.object({ schema: answer });
    const result = stream(client, { output, experimental_output: output });
    return all(result.partialOutputStream ?? result.experimental_partialOutputStream);
  },
  toTextStreamResponse: async ({ client }) => stream(client).toTextStreamResponse().text(),
  toUIMessageStreamResponse: async ({ client }) => stream(client).toUIMessageStreamResponse().text(),
  'stream, left': async ({ client }) => {
    for await (const text of stream(client).textStream) return text;
    return undefined;
  },
  'stream, left, then awaited': async ({ client }) => {
    const result = stream(client);
    for await (const text of result.textStream) if (text !== '') break;
    return result.text;
  },
  'stream, never read': ({ client }) => setTimeout(50, Object.keys(stream(client)).length > 0),
  'stream, aborted': async ({ client }) => {
    const { signal, abort } = new (class extends AbortController {
      abort = () => super.abort();
    })();
    const parts = [];
    for await (const part of stream(client, { abortSignal: signal }).fullStream) {
      parts.push(part.type);
      if (part.type === 'text-delta') abort();
    }
    return parts;
  },
  'stream, refused': async ({ client }) => partsOf(await all(stream(client, {}, 'unknown').fullStream)),
  'stream, killed': async ({ client }) => partsOf(await all(stream(client, {}, 'killed').fullStream)),
  'stream, garbled': async ({ client }) => partsOf(await all(stream(client, {}, 'garbled').fullStream)),
  'a response to a client that leaves': async ({ client }) => {
    const reader = stream(client).toTextStreamResponse().body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return String(value);
  },
  generateObject: async ({ client }) => {
    const { object, usage, finishReason } = await client.ai.generateObject({ ...settings(client), schema: answer });
    return [object, usage, finishReason];
  },
  streamObject: async ({ client }) => {
    const result = client.ai.streamObject({ ...settings(client), output: 'no-schema' });
    return [await all(result.textStream), await result.usage];
  },
  embed: async ({ client }) => {
    const { embedding, usage } = await client.ai.embed({ model: client.embedding, value: 'hello' });
    return [embedding, usage];
  },
  embedMany: async ({ client }) => {
    const { embeddings, usage } = await client.ai.embedMany({ model: client.embedding, values: ['hello'] });
    return [embeddings, usage];
  },
  'what a function is': ({ client: { ai } }) => [ai.generateText.name, ai.streamText.length, Object.keys(ai).length],
};

/** What the server says that chats and embeddings take. */
export const tokens = ['10 + 2', '5 + 0'];
