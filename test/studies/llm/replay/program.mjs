// Asks models as programs do, with the real clients; recorded, or played a hundred times:
//
//   program.mjs record <folder> <url>   ─▶ a fixture and what the caller saw, for each client
//   program.mjs replay <folder> <url>   ─▶ how often the caller saw the same, and the trace was the same, as JSON
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { track } from '@bud/observe';
// Before all clients: of Bun's own undici, what has imported it before keeps what it has.
import '@bud/testing/record';
import { record, replay } from '@bud/testing/replay';

const packages = ['ai-6', 'ai-sdk-openai-3', 'anthropic-1', 'openai-6', 'undici'];
const [ai, { createOpenAI }, { default: Anthropic }, { default: OpenAI }, undici] = await Promise.all(
  packages.map(async (name) => import(name)),
);

const [, , action, folder, url] = process.argv;
const times = 100;
const apiKey = 'sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x';
const messages = [{ role: 'user', content: 'How will it be in Vienna?' }];
const asked = JSON.stringify({ model: 'gpt-4o', messages, stream: true });
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

/** What each client is asked: an answer with a tool, and a stream. */
const clients = {
  openai: async () => {
    const { chat } = new OpenAI({ baseURL: `${url}/v1`, apiKey });
    const tools = [{ type: 'function', function: { name: 'forecast', parameters } }];
    const whole = await chat.completions.create({ model: 'gpt-4o', messages, tools });
    const stream = await chat.completions.create({ model: 'gpt-4o', messages, stream: true });
    return [whole, await itemsOf(stream)];
  },
  '@anthropic-ai/sdk': async () => {
    const client = new Anthropic({ baseURL: url, apiKey });
    const asked = { model: 'claude-haiku-4-5', max_tokens: 99, messages };
    const tools = [{ name: 'forecast', input_schema: parameters }];
    const whole = await client.messages.create({ ...asked, tools });
    return [whole, await itemsOf(await client.messages.create({ ...asked, stream: true }))];
  },
  ai: async () => {
    const model = createOpenAI({ baseURL: `${url}/v1`, apiKey }).chat('gpt-4o');
    const forecast = ai.tool({
      inputSchema: ai.jsonSchema(parameters),
      execute: track({ name: 'forecast', type: 'tool', params: ['where'] }, async ({ city }) => `sunny in ${city}`),
    });
    const { steps } = await ai.generateText({ model, messages, tools: { forecast }, stopWhen: ai.stepCountIs(2) });
    const whole = steps.map(({ text, toolCalls, toolResults, usage }) => ({ text, toolCalls, toolResults, usage }));
    return [whole, await itemsOf(ai.streamText({ model, messages }).textStream)];
  },
  'the bytes': async () => {
    const body = JSON.stringify({ model: 'gpt-4o', messages, stream: true });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
    return await itemsOf(response.body, (chunk) => Buffer.from(chunk).toString('base64'));
  },
  'node:http': askByHttp,
  undici: async () => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: asked };
    const { body } = await undici.request(`${url}/v1/chat/completions`, options);
    return await pushedBy(body);
  },
};

/** The clients of the runtime, and undici, ask the same; each says what it is told, chunk by chunk. */
function askByHttp() {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const request = http.request(`${url}/v1/chat/completions`, options, (response) => {
      resolve(pushedBy(response));
    });
    request.on('error', reject);
    request.end(asked);
  });
}

/** Chunks as they come: whoever iterates over them gets those that came meanwhile as one. */
function pushedBy(stream) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    stream.on('data', (chunk) => void chunks.push(chunk.toString('base64')));
    stream.on('error', reject).on('end', () => resolve(chunks));
  });
}

async function itemsOf(stream, shown = (item) => item) {
  const items = [];
  for await (const item of stream) items.push(shown(item));
  return items;
}

const results = {};
for (const [name, ask] of Object.entries(clients)) {
  const fixture = `${folder}/${name.replaceAll(/\W+/g, '-')}`;
  const run = track({ name, type: 'agent' }, ask);
  if (action === 'record') {
    const { result, error } = await record(fixture, run);
    if (error !== undefined) throw error;
    writeFileSync(`${fixture}/result.json`, JSON.stringify(result));
  } else results[name] = await playedResults(fixture, run);
}
if (action === 'replay') console.log(JSON.stringify(results));

async function playedResults(fixture, run) {
  const recorded = readFileSync(`${fixture}/result.json`, 'utf8');
  let [sameResults, sameTraces] = [0, 0];
  for (let time = 0; time < times; time++) {
    const { result, diff } = await replay(fixture, run);
    sameResults += Number(JSON.stringify(result) === recorded);
    sameTraces += Number(diff.isEqual);
  }
  return { times, sameResults, sameTraces };
}
