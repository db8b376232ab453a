import { FakeListChatModel, FakeStreamingLLM } from '@langchain/core/utils/testing';
import { JsonOutputParser, StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda, RunnableParallel, RunnableWithFallbacks } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';

// A chain with a prompt, a model, parsers, tools, fallbacks, batches and streams; no network.
const prompt = ChatPromptTemplate.fromMessages([
  ['system', 'You know {topic}.'],
  ['human', '{question}'],
]);
const model = new FakeListChatModel({ responses: ['{"answer": 42}', 'plain text'] });
const chain = prompt.pipe(model).pipe(new JsonOutputParser());
const add = tool(({ a, b }) => String(a + b), {
  name: 'add',
  description: 'adds',
  schema: z.object({ a: z.number(), b: z.number() }),
});
const chunks = [];
for await (const chunk of await new FakeStreamingLLM({ responses: ['streamed'] })
  .pipe(new StringOutputParser())
  .stream('q'))
  chunks.push(chunk);
const failing = RunnableLambda.from(() => {
  throw new Error('first fails');
});
const parallel = RunnableParallel.from({
  upper: RunnableLambda.from((text) => text.toUpperCase()),
  size: RunnableLambda.from((text) => text.length),
});
const events = [];
for await (const { event, name } of parallel.streamEvents('abc', { version: 'v2' })) events.push([event, name]);
export const result = {
  answer: await chain.invoke({ topic: 'numbers', question: 'what?' }),
  messages: (await prompt.invoke({ topic: 'a', question: 'b' })).toChatMessages().map((m) => [m.getType(), m.content]),
  sum: await add.invoke({ a: 1, b: 2 }),
  wrong: await add.invoke({ a: 'x', b: 2 }).catch((error) => error.constructor.name),
  chunks,
  batch: await parallel.batch(['a', 'bb', 'ccc'], {}, { maxConcurrency: 2 }),
  fallback: await new RunnableWithFallbacks({
    runnable: failing,
    fallbacks: [RunnableLambda.from((x) => `saved ${x}`)],
  }).invoke('me'),
  events: events.map(String).toSorted(),
};
