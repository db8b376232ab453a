// `@google/genai`: what its callers do.
import { all, plainWays } from '../ways.mjs';

const model = 'gemini-2.5-flash';
const weather = { name: 'weather', parameters: { type: 'OBJECT', properties: {} } };
const tools = [{ functionDeclarations: [weather] }];
// The client calls such a tool by itself, and asks again.
const callable = {
  tool: async () => ({ functionDeclarations: [weather] }),
  callTool: async (calls) => calls.map(({ name }) => ({ functionResponse: { name, response: { sky: 'clear' } } })),
};

export const classOf = ({ GoogleGenAI }) => GoogleGenAI;
export const clientOf = (GoogleGenAI, { origin }) =>
  new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: origin, retryOptions: { attempts: 1 } } });
/** Its methods are made for each client, so that `autoInstrument` is given one. */
export const instrumented = ({ client }) => client;
export const afterwards = (client) => client.models.generateContent({ model, contents: 'Hi' });

const calls = {
  create: (client, named = model) => client.models.generateContent({ model: named, contents: 'Hi' }),
  stream: (client, named = model) => client.models.generateContentStream({ model: named, contents: 'Hi' }),
  readId: ({ responseId }) => responseId,
};

/** The name of a call, and the call. */
export const forms = {
  ...plainWays(calls),
  text: async ({ client }) => (await calls.create(client)).text,
  settings: ({ client }) =>
    client.models.generateContent({
      model,
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      config: { systemInstruction: 'Be short', temperature: 0, maxOutputTokens: 100 },
    }),
  thinking: ({ client }) =>
    client.models.generateContent({ model, contents: 'Hi', config: { thinkingConfig: { includeThoughts: true } } }),
  tools: async ({ client }) =>
    (await client.models.generateContent({ model, contents: 'Hi', config: { tools } })).functionCalls,
  'stream of parallel tools': async ({ client }) =>
    all(await client.models.generateContentStream({ model, contents: 'Hi', config: { tools } })),
  'tools that it calls itself': async ({ client }) =>
    (await client.models.generateContent({ model, contents: 'Hi', config: { tools: [callable] } })).text,
  'stream of tools that it calls itself': async ({ client }) =>
    all(await client.models.generateContentStream({ model, contents: 'Hi', config: { tools: [callable] } })),
  chat: async ({ client }) => {
    const chat = client.chats.create({ model });
    const { text } = await chat.sendMessage({ message: 'Hi' });
    return [text, chat.getHistory()];
  },
  'chat, stream': async ({ client }) => {
    const chat = client.chats.create({ model });
    return [await all(await chat.sendMessageStream({ message: 'Hi' })), chat.getHistory()];
  },
  embedContent: ({ client }) => client.models.embedContent({ model: 'gemini-embedding-001', contents: 'hello' }),
  countTokens: ({ client }) => client.models.countTokens({ model, contents: 'Hi' }),
  'what a method is': ({ client }) => {
    const { generateContent } = client.models;
    return [generateContent.name, generateContent.length, Object.keys(client.models), Object.keys(client)];
  },
};

/** What the server says that an answer takes, thoughts among it, and a stream that is left early. */
export const tokens = ['10 + 5', '10 + 1'];
