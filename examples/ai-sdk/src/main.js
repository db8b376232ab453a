import { createOpenAI } from '@ai-sdk/openai';
import { autoInstrument, loadPrices } from '@bud/llm';
import * as bud from '@bud/observe';
import * as ai from 'ai';
import { z } from 'zod';
import { answerOffline } from './offline.js';
import { printTree } from './tree.js';

const memory = bud.memoryExporter();
const sdk = bud.configure({ export: [memory] });
autoInstrument(ai, { captureContent: true });
await loadPrices(); // only because the model without a key answers at once

const openai = createOpenAI(process.env.OPENAI_API_KEY ? {} : { apiKey: 'none', fetch: answerOffline });

const forecast = bud.track({ name: 'forecast' }, async (city) => `${city}: sunny, 24 degrees`);

const weather = ai.tool({
  description: 'What the weather will be in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => forecast(city),
});

const advise = bud.track({ name: 'advise' }, async (question) => {
  const { text } = await ai.generateText({
    model: openai.chat('gpt-4o-mini'),
    prompt: question,
    tools: { weather },
    stopWhen: ai.stepCountIs(3),
    telemetry: { functionId: 'gardener' },
  });
  return text;
});

console.log(await advise('Do the tomatoes in Rome need water today?'));
await sdk.shutdown();
printTree(memory.spans);
