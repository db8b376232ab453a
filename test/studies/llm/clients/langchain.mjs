// LangChain and LangGraph: what programs run with them.
import { setTimeout } from 'node:timers/promises';
import { all } from '../ways.mjs';

export const classOf = (packages) => packages;
export const clientOf = (packages, { origin, url }) => ({
  ...packages,
  openai: (model = 'gpt-4o', more = {}) =>
    new packages.ChatOpenAI({ model, apiKey: 'none', configuration: { baseURL: url }, maxRetries: 0, ...more }),
  anthropic: (model = 'claude-sonnet-5-5') =>
    new packages.ChatAnthropic({ model, apiKey: 'none', anthropicApiUrl: origin, maxRetries: 0 }),
});
/** What `autoInstrument` is given. */
export const instrumented = ({ Client }) => Client.CallbackManager;
export const afterwards = (client) => client.openai().invoke('Hi');

/** The text of messages, and what they took: ids of their own are new for each run. */
const shown = ({ content, tool_calls: calls, usage_metadata: usage, name }) => ({ content, calls, usage, name });
const thread = { configurable: { thread_id: 'one' } };

function weatherTool({ tool, z }, run = async ({ city }) => `sunny in ${city}`) {
  const schema = z.object({ city: z.string() });
  return tool(run, { name: 'weather', description: 'The weather in a city', schema });
}

function chainOf({ RunnableLambda, openai }, model) {
  return RunnableLambda.from((question) => `${question}?`)
    .pipe(openai(model))
    .pipe(RunnableLambda.from(({ content }) => content.toUpperCase()));
}

/** A graph that asks, calls the tools that the model wants, and asks again. */
function agentOf(client, weather = weatherTool(client)) {
  const { StateGraph, MessagesAnnotation, START, END, ToolNode } = client;
  const time = client.tool(() => 'noon', { name: 'time', description: 'The time', schema: client.z.object({}) });
  const model = client.anthropic().bindTools([weather, time]);
  return new StateGraph(MessagesAnnotation)
    .addNode('ask', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addNode('tools', new ToolNode([weather, time], { handleToolErrors: false }))
    .addEdge(START, 'ask')
    .addConditionalEdges('ask', ({ messages }) => (messages.at(-1).tool_calls?.length > 0 ? 'tools' : END))
    .addEdge('tools', 'ask')
    .compile({ name: 'gardener' });
}

const question = { messages: [{ role: 'user', content: 'Hi' }] };

const calls = {
  invoke: async ({ openai }) => shown(await openai().invoke('Hi')),
  'invoke, of Anthropic': async ({ anthropic }) => shown(await anthropic().invoke('Hi')),
  'invoke, tools': async (client) =>
    shown(
      await client
        .openai()
        .bindTools([weatherTool(client)])
        .invoke('Hi'),
    ),
  batch: async ({ openai }) => (await openai().batch(['Hi', 'Ho'])).map(shown),
  generate: async ({ openai }) => {
    const { generations } = await openai().generate([[['user', 'Hi']], [['user', 'Ho']]]);
    return generations.flat().map(({ message }) => shown(message));
  },
  stream: async ({ openai }) => (await all(await openai().stream('Hi'))).map(shown),
  'stream, of Anthropic': async ({ anthropic }) => (await all(await anthropic().stream('Hi'))).map(shown),
  'stream, left': async ({ openai }) => {
    for await (const { content } of await openai().stream('Hi')) if (content !== '') return content;
    return undefined;
  },
  'stream, never read': async ({ openai }) => typeof (await openai().stream('Hi')).getReader,
  'stream, killed': async ({ openai }) => all(await openai('killed').stream('Hi')),
  'stream, garbled': async ({ openai }) => all(await openai('garbled').stream('Hi')),
  'stream, aborted': async ({ openai }) => {
    const controller = new AbortController();
    for await (const { content } of await openai().stream('Hi', { signal: controller.signal }))
      if (content !== '') controller.abort();
  },
  refused: ({ openai }) => openai('unknown').invoke('Hi'),
  'busy, tried again': ({ openai }) => openai('busy', { maxRetries: 1 }).invoke('Hi'),
  'tool, called': async (client) => weatherTool(client).invoke({ city: 'Paris' }),
  'tool, fails': (client) =>
    weatherTool(client, () => Promise.reject(new Error('no weather'))).invoke({ city: 'Rome' }),
  retriever: async ({ BaseRetriever }) => {
    class Notes extends BaseRetriever {
      lc_namespace = ['notes'];
      async _getRelevantDocuments(query) {
        return [{ pageContent: query, metadata: { from: 'notes' } }];
      }
    }
    return new Notes().invoke('basil');
  },
  chain: async (client) => chainOf(client).invoke('Hi'),
  'chain, stream': async (client) => all(await chainOf(client).stream('Hi')),
  'chain, streamEvents': async (client) =>
    (await all(chainOf(client).streamEvents('Hi', { version: 'v2' }))).map(({ event }) => event),
  'chain, refused': async (client) => chainOf(client, 'unknown').invoke('Hi'),
  graph: async (client) => (await agentOf(client).invoke(question)).messages.map(shown),
  'graph, updates': async (client) =>
    (await all(await agentOf(client).stream(question, { streamMode: 'updates' }))).map((update) => Object.keys(update)),
  'graph, messages': async (client) =>
    (await all(await agentOf(client).stream(question, { streamMode: 'messages' }))).map(([message]) => shown(message)),
  'graph, tool fails': async (client) =>
    agentOf(
      client,
      weatherTool(client, () => Promise.reject(new Error('no weather'))),
    ).invoke(question),
  'graph, interrupted': async ({ Annotation, Command, interrupt, MemorySaver, START, StateGraph }) => {
    const graph = new StateGraph(Annotation.Root({ said: Annotation() }))
      .addNode('wait', () => ({ said: interrupt('Sure?') }))
      .addEdge(START, 'wait')
      .compile({ checkpointer: new MemorySaver() });
    const { said = 'nothing yet' } = await graph.invoke({}, thread);
    return [said, await graph.invoke(new Command({ resume: 'Yes' }), thread)];
  },
  'graph in a graph, beside another': async (client) => {
    const { Annotation, START, StateGraph, openai } = client;
    const states = Annotation.Root({ said: Annotation({ reducer: (all, more) => [...all, more], default: () => [] }) });
    const inner = new StateGraph(states)
      .addNode('think', async () => ({ said: (await openai().invoke('Hi')).content }))
      .addEdge(START, 'think')
      .compile({ name: 'inner' });
    const outer = new StateGraph(states)
      .addNode('left', async () => ({ said: String((await inner.invoke({ said: 'left' })).said) }))
      .addNode('right', async () => ({ said: (await openai().invoke('Ho')).content }))
      .addEdge(START, 'left')
      .addEdge(START, 'right')
      .compile({ name: 'outer' });
    return outer.invoke({ said: 'first' });
  },
  'tools, three deep': async (client) => {
    const { openai } = client;
    const deepest = weatherTool(client, async () => (await openai().invoke('Hi')).content);
    const deeper = weatherTool(client, async () => deepest.invoke({ city: (await openai().invoke('Hi')).content }));
    return weatherTool(client, async () => deeper.invoke({ city: (await openai().invoke('Hi')).content })).invoke({
      city: 'Paris',
    });
  },
  'graph, left': async (client) => {
    const seen = [];
    for await (const update of await agentOf(client).stream(question, { streamMode: 'updates' })) {
      seen.push(update);
      break;
    }
    // Before 1.0, LangGraph goes on by itself.
    await setTimeout(100);
    return seen.map((update) => Object.keys(update));
  },
};

/** The name of a call, and the call. */
export const forms = Object.fromEntries(
  Object.entries(calls).map(([name, call]) => [name, ({ client }) => call(client)]),
);

/** What the server says that answers take; of streams of Anthropic, LangChain adds up what is said at the beginning and the end. */
export const tokens = ['10 + 2', '18 + 2', '18 + 3'];
