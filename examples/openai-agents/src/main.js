import { autoInstrument, loadPrices } from '@bud/llm';
import * as bud from '@bud/observe';
import * as agents from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { answerOffline } from './offline.js';
import { printTree } from './tree.js';

const memory = bud.memoryExporter();
const sdk = bud.configure({ export: [memory] });
autoInstrument(agents, { captureContent: true });
await loadPrices(); // only because the model without a key answers at once

if (!process.env.OPENAI_API_KEY) {
  agents.setTraceProcessors([]); // there is nobody to export to
  agents.setDefaultOpenAIClient(new OpenAI({ apiKey: 'none', fetch: answerOffline }));
}
agents.setOpenAIAPI('chat_completions');

const forecast = bud.track({ name: 'forecast' }, async (city) => `${city}: sunny, 24 degrees`);

const weather = agents.tool({
  name: 'weather',
  description: 'What the weather will be in a city',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => forecast(city),
});

const gardener = new agents.Agent({
  name: 'gardener',
  model: 'gpt-4o-mini',
  instructions: 'Look at the weather first.',
  tools: [weather],
});

const advise = bud.track({ name: 'advise' }, async (question) => {
  const { finalOutput } = await agents.run(gardener, question);
  return finalOutput;
});

console.log(await advise('Do the tomatoes in Rome need water today?'));
await sdk.shutdown();
printTree(memory.spans);
