// A call to a model with a tool, and a stream.
import { autoInstrument } from '@bud/llm';
import OpenAI from 'openai';

autoInstrument(OpenAI);

const model = 'gpt-4o-mini';
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'forecast',
      description: 'What the weather will be in a city',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
];

/**
 * Looks at the weather, then answers word by word.
 *
 * @track type=agent
 */
export async function* advise(question: string): AsyncGenerator<string> {
  const openai = new OpenAI();
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
  const { choices } = await openai.chat.completions.create({ model, messages, tools });
  for (const { message } of choices) {
    messages.push(message);
    for (const call of message.tool_calls ?? [])
      if (call.type === 'function')
        messages.push({ role: 'tool', tool_call_id: call.id, content: await answerOf(call.function) });
  }
  const stream = await openai.chat.completions.create({ model, messages, stream: true });
  for await (const { choices: parts } of stream) yield parts[0]?.delta.content ?? '';
}

async function answerOf({ arguments: text }: { readonly arguments: string }): Promise<string> {
  // Proof of the cast: what the tool says that it takes.
  return await forecast(JSON.parse(text) as { readonly city: string });
}

/** @track type=tool */
async function forecast({ city }: { readonly city: string }): Promise<string> {
  return `${city}: sunny, 24 degrees`;
}

declare global {
  interface BudTools {
    forecast: typeof forecast; // so that tests know what the tool takes
  }
}
