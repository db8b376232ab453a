import type OpenAI from 'openai';

/** What both ways of asking the model take. */
export interface ChatOptions {
  readonly client: OpenAI;
  readonly model: string;
  readonly messages: readonly OpenAI.ChatCompletionMessageParam[];
  readonly tools: readonly OpenAI.ChatCompletionTool[];
}

/**
 * One reply of the model, which may be a request to call tools.
 *
 * @track type=llm ignore=client,tools
 */
export async function complete({ client, model, messages, tools }: ChatOptions): Promise<OpenAI.ChatCompletionMessage> {
  const completion = await client.chat.completions.create({ model, messages: [...messages], tools: [...tools] });
  const choice = completion.choices[0];
  if (choice === undefined) throw new Error(`${model} gave no reply`);
  return choice.message;
}

/** @track type=llm ignore=client,tools aggregate=joinParts attributes.streaming=true */
export async function* streamChat({ client, model, messages, tools }: ChatOptions): AsyncGenerator<string, void> {
  const stream = await client.chat.completions.create({
    model,
    messages: [...messages],
    // The conversation mentions tool calls, so the model has to know the tools even though it may use none now.
    tools: [...tools],
    tool_choice: 'none',
    stream: true,
  });
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta.content ?? '';
    if (text !== '') yield text;
  }
}

/** What the streamed pieces say together; also what the span of the stream shows as its output. */
export function joinParts(parts: readonly string[]): string {
  return parts.join('');
}
