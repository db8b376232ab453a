// `@openai/agents`: what programs run with it.
import { all } from '../ways.mjs';

export const classOf = (packages) => packages;
export function clientOf({ agents, OpenAI, z }, { url }) {
  const openai = new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0 });
  const heard = [];
  const processor = {
    onTraceStart: async ({ name }) => void heard.push(`trace ${name}`),
    onTraceEnd: async () => void heard.push('trace ends'),
    onSpanStart: async ({ spanData }) => void heard.push(spanData.type),
    onSpanEnd: async ({ spanData, error }) => void heard.push(`${spanData.type} ends: ${error?.message ?? 'well'}`),
    shutdown: async () => {},
    forceFlush: async () => {},
  };
  // A test has tracing off by itself; what there is of the library's own would go to OpenAI.
  agents.setTracingDisabled(false);
  agents.setTraceProcessors([processor]);
  agents.setDefaultOpenAIClient(openai);
  agents.setOpenAIAPI('chat_completions');
  return { agents, openai, z, heard };
}
/** What `autoInstrument` is given. */
export const instrumented = ({ Client }) => Client.agents;
export const afterwards = (client) => answered(client, agentOf(client));

function toolsOf({ agents, z }, weather = async ({ city }) => `sunny in ${city}`) {
  const named = (name, key, execute) =>
    agents.tool({ name, description: name, parameters: z.object({ [key]: z.string() }), execute });
  return [named('weather', 'city', weather), named('time', 'zone', async ({ zone }) => `noon in ${zone}`)];
}

const agentOf = ({ agents }, more = {}) =>
  new agents.Agent({ name: 'gardener', instructions: 'Be short', model: 'gpt-4o', ...more });

const answered = async ({ agents }, agent, more = {}) => (await agents.run(agent, 'Hi', more)).finalOutput;

async function streamed({ agents }, agent, more = {}) {
  const stream = await agents.run(agent, 'Hi', { stream: true, ...more });
  const types = (await all(stream)).map(({ type }) => type);
  await stream.completed;
  return [types, stream.finalOutput];
}

const calls = {
  run: (client) => answered(client, agentOf(client)),
  'run, of Responses': (client) => {
    const model = new client.agents.OpenAIResponsesModel(client.openai, 'gpt-5');
    return answered(client, agentOf(client, { model }));
  },
  'run, refused': (client) => answered(client, agentOf(client, { model: 'unknown' })),
  'run, busy': (client) => answered(client, agentOf(client, { model: 'busy' })),
  'run, tool': (client) => answered(client, agentOf(client, { tools: toolsOf(client) })),
  'run, tool fails': (client) =>
    answered(client, agentOf(client, { tools: toolsOf(client, () => Promise.reject(new Error('no weather'))) })),
  'run, too many turns': (client) => answered(client, agentOf(client, { tools: toolsOf(client) }), { maxTurns: 1 }),
  'run, aborted': (client) => answered(client, agentOf(client), { signal: AbortSignal.abort() }),
  'run, handoff': (client) => {
    const { agents } = client;
    const expert = new agents.Agent({ name: 'expert', instructions: 'Be long', model: 'gpt-4o' });
    return answered(client, agentOf(client, { handoffs: [agents.handoff(expert, { toolNameOverride: 'weather' })] }));
  },
  'run, guarded': (client) => {
    const execute = async () => ({ tripwireTriggered: true, outputInfo: {} });
    return answered(client, agentOf(client, { inputGuardrails: [{ name: 'polite', execute }] }));
  },
  stream: (client) => streamed(client, agentOf(client)),
  'stream, parallel tools': (client) => streamed(client, agentOf(client, { tools: toolsOf(client) })),
  'stream, killed': (client) => streamed(client, agentOf(client, { model: 'killed' })),
  'one trace of two runs': (client) =>
    client.agents.withTrace('both', async () => [
      await answered(client, agentOf(client)),
      await answered(client, agentOf(client)),
    ]),
  'tools, three deep': async (client) => {
    const deeper = (inner) => agentOf(client, { tools: toolsOf(client, () => answered(client, inner)) });
    return answered(client, deeper(deeper(agentOf(client))));
  },
  'stream, left': async (client) => {
    const stream = await client.agents.run(agentOf(client), 'Hi', { stream: true });
    const types = [];
    for await (const { type } of stream) {
      types.push(type);
      break;
    }
    await stream.completed;
    return types;
  },
};

/** The name of a call, and the call, with what processors of the program's own have heard meanwhile. */
export const forms = Object.fromEntries(
  Object.entries(calls).map(([name, call]) => [
    name,
    async ({ client }) => {
      client.heard.length = 0;
      const seen = await call(client).catch(({ name, message }) => `${name}: ${message}`);
      return [seen, [...client.heard]];
    },
  ]),
);

/** What the server says that answers take. */
export const tokens = ['10 + 2', '7 + 3'];
