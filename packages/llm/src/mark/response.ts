/**
 * Whether a value of the program is what a provider answers. Nothing of the program runs for it: accessors and proxies are
 * left alone, and what looks like no response is not looked at any further.
 */
import { ownData } from '@bud/value';
import { anthropicMessages } from '../format/anthropic-messages.ts';
import type { Answered, Collector, WireFormat, Usage } from '../format/format.ts';
import { openaiChat } from '../format/openai/chat.ts';
import { openaiEmbeddings } from '../format/openai/embeddings.ts';
import { openaiResponses } from '../format/openai/responses.ts';

/** What answers in one format look like. */
interface Shape {
  readonly format: Pick<WireFormat, 'answer' | 'collector'>;
  /** Whose prices count where the answer does not say whose it is. */
  readonly usualProvider: string;
  readonly isResponse: (value: object) => boolean;
  readonly isChunk: (value: object) => boolean;
}

const shapes: readonly Shape[] = [
  {
    format: openaiChat,
    usualProvider: 'openai',
    isResponse: (value) => ownData(firstOf(value, 'choices'), 'message') !== undefined,
    isChunk: (value) => ownData(value, 'object') === 'chat.completion.chunk',
  },
  {
    format: openaiResponses,
    usualProvider: 'openai',
    isResponse: (value) => ownData(value, 'object') === 'response' && Array.isArray(ownData(value, 'output')),
    isChunk: (value) =>
      startsWith(ownData(value, 'type'), 'response.') && ownData(value, 'sequence_number') !== undefined,
  },
  {
    format: anthropicMessages,
    usualProvider: 'anthropic',
    isResponse: (value) => ownData(value, 'type') === 'message' && ownData(value, 'stop_reason') !== undefined,
    isChunk: (value) => ownData(value, 'type') === 'message_start' && ownData(value, 'message') !== undefined,
  },
  {
    format: openaiEmbeddings,
    usualProvider: 'openai',
    isResponse: (value) => ownData(firstOf(value, 'data'), 'embedding') !== undefined,
    isChunk: () => false,
  },
];

/** An answer that was recognised. */
export interface Recognised {
  readonly answered: Answered;
  readonly usualProvider: string;
}

/** Reads a value if it is an answer; undefined for all others. */
export function responseIn(value: unknown): Recognised | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const shape = shapes.find(({ isResponse }) => isResponse(value));
  return shape && { answered: shape.format.answer(value), usualProvider: shape.usualProvider };
}

/** What a generator or a stream has delivered: chunks of one answer, whole answers, or neither. */
export class DeliveredAnswers {
  readonly #whole: Recognised[] = [];
  #growing: { readonly collector: Collector; readonly usualProvider: string } | undefined;

  add(item: unknown): void {
    if (typeof item !== 'object' || item === null) return;
    const whole = responseIn(item);
    if (whole !== undefined) {
      this.#whole.push(whole);
      return;
    }
    this.#growing ??= collectorFor(item);
    this.#growing?.collector.add(item);
  }

  /** All of it as one answer: what was taken is added up, the rest is that of the last. */
  answer(): Recognised | undefined {
    const { collector, usualProvider } = this.#growing ?? {};
    const grown = collector && usualProvider !== undefined ? [{ answered: collector.answered(), usualProvider }] : [];
    const all = [...this.#whole, ...grown];
    const last = all.at(-1);
    if (last === undefined || all.length === 1) return last;
    const usage = all.map(({ answered }) => answered.usage).reduce(sum, undefined);
    return { ...last, answered: { ...last.answered, usage } };
  }
}

function collectorFor(item: object): { readonly collector: Collector; readonly usualProvider: string } | undefined {
  const shape = shapes.find(({ isChunk }) => isChunk(item));
  const collector = shape?.format.collector?.();
  return shape && collector && { collector, usualProvider: shape.usualProvider };
}

const counts = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheCreationTokens', 'reasoningTokens'] as const;

function sum(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const added = counts.map((name) => [name, a[name] === undefined ? b[name] : a[name] + (b[name] ?? 0)] as const);
  return Object.fromEntries(added);
}

function firstOf(value: object, key: string): unknown {
  const found = ownData(value, key);
  return Array.isArray(found) ? ownData(found, 0) : undefined;
}

function startsWith(value: unknown, start: string): boolean {
  return typeof value === 'string' && value.startsWith(start);
}
