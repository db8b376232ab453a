import type OpenAI from 'openai';

import { complete, joinParts, streamChat, type ChatOptions } from './chat.ts';
import type { Note } from './garden-notes.ts';
import { searchNotes } from './search-notes.ts';
import { runTool, toolDefinitions, type ToolSecrets } from './tools.ts';

export interface AgentOptions extends ToolSecrets {
  readonly client: OpenAI;
  readonly model: string;
  readonly embeddingModel: string;
  /** Rounds of tool calls before the agent answers with what it has. */
  readonly maxSteps?: number;
}

export interface AnswerOptions {
  /** Gets the answer piece by piece while the model writes it. */
  readonly onPart?: (text: string) => void;
}

export interface Answer {
  readonly text: string;
  /** Titles of the notes the model was shown. */
  readonly sources: readonly string[];
}

/**
 * Answers questions about a garden: looks into the notes, calls tools until the model has what it needs, then streams.
 *
 * @track type=agent
 */
export class Agent {
  readonly #options: AgentOptions;
  readonly #messages: OpenAI.ChatCompletionMessageParam[] = [];

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** @track ignore=onPart tags=garden,demo */
  async answer(question: string, { onPart = () => {} }: AnswerOptions = {}): Promise<Answer> {
    const { client, embeddingModel } = this.#options;
    const notes = await searchNotes({ client, embeddingModel, query: question });
    this.#messages.push({ role: 'system', content: instructions(notes) }, { role: 'user', content: question });

    let step = 1;
    while (await this.#step(step)) step += 1;

    const parts: string[] = [];
    for await (const part of streamChat(this.#chat())) {
      onPart(part);
      parts.push(part);
    }
    const text = joinParts(parts);
    this.#messages.push({ role: 'assistant', content: text });
    return { text, sources: notes.map(({ title }) => title) };
  }

  /** One round: asks the model, calls the tools it wants. False when there is nothing left to look up. */
  async #step(step: number): Promise<boolean> {
    if (step > (this.#options.maxSteps ?? 4)) return false;
    const reply = await complete(this.#chat());
    const calls = (reply.tool_calls ?? []).filter((call) => call.type === 'function');
    // A reply without calls is dropped: the answer is asked for again as a stream, so that its first words show early.
    if (calls.length === 0) return false;
    this.#messages.push({ role: 'assistant', content: reply.content, tool_calls: calls });
    this.#messages.push(...(await Promise.all(calls.map((call) => this.#runTool(call)))));
    return true;
  }

  // The tools have spans of their own.
  // @track off
  async #runTool(call: OpenAI.ChatCompletionMessageFunctionToolCall): Promise<OpenAI.ChatCompletionToolMessageParam> {
    const result = await runTool(call.function.name, call.function.arguments, this.#options).catch(
      // The model may still answer without it, or ask differently.
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    return { role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) };
  }

  // @track off
  #chat(): ChatOptions {
    const { client, model } = this.#options;
    return { client, model, messages: this.#messages, tools: toolDefinitions };
  }
}

function instructions(notes: readonly Note[]): string {
  const lines = notes.map(({ title, text }) => `- ${title}: ${text}`);
  return ['You help a gardener. Answer in two or three sentences. These are notes from the garden:', ...lines].join(
    '\n',
  );
}
