import { autoInstrument, loadPrices } from '@bud/llm';
import * as bud from '@bud/observe';
import { CallbackManager } from '@langchain/core/callbacks/manager';
import { tool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { answerOffline } from './offline.js';
import { printTree } from './tree.js';

const memory = bud.memoryExporter();
const sdk = bud.configure({ export: [memory] });
autoInstrument(CallbackManager, { captureContent: true });
await loadPrices(); // only because the model without a key answers at once

const forecast = bud.track({ name: 'forecast' }, async (city) => `${city}: sunny, 24 degrees`);

const weather = tool(async ({ city }) => forecast(city), {
  name: 'weather',
  description: 'What the weather will be in a city',
  schema: z.object({ city: z.string() }),
});

const connection = process.env.OPENAI_API_KEY ? {} : { apiKey: 'none', configuration: { fetch: answerOffline } };
const model = new ChatOpenAI({ model: 'gpt-4o-mini', ...connection }).bindTools([weather]);

const gardener = new StateGraph(MessagesAnnotation)
  .addNode('ask', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
  .addNode('look', new ToolNode([weather]))
  .addEdge(START, 'ask')
  .addConditionalEdges('ask', ({ messages }) => (messages.at(-1).tool_calls.length > 0 ? 'look' : END))
  .addEdge('look', 'ask')
  .compile({ name: 'gardener' });

const advise = bud.track({ name: 'advise' }, async (question) => {
  const { messages } = await gardener.invoke({ messages: [{ role: 'user', content: question }] });
  return messages.at(-1).content;
});

console.log(await advise('Do the tomatoes in Rome need water today?'));
await sdk.shutdown();
printTree(memory.spans);
