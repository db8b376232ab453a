/**
 * What was said to a model, and what it answered, whoever recorded it:
 *
 *   attributes, events ─▶ conversation ─┬─ genai    OpenTelemetry's JSON, and its events of before
 *                                       ├─ flat     the numbered attributes of OpenInference and OpenLLMetry
 *                                       └─ vercel   what the AI SDK writes
 *                                             └─▶ message, with each part
 */
import type { SpanData } from '@bud/trace';
import { flatMessages } from './flat.ts';
import { genaiMessages } from './genai.ts';
import type { ChatMessage } from './message.ts';
import { vercelMessages } from './vercel.ts';

const readers: readonly ((span: Pick<SpanData, 'attributes' | 'events'>) => readonly ChatMessage[])[] = [
  genaiMessages,
  flatMessages,
  vercelMessages,
];

/** The messages of a call to a model; none of what is no such call, or recorded no content. */
export function conversationOf(span: Pick<SpanData, 'attributes' | 'events'>): readonly ChatMessage[] {
  for (const read of readers) {
    const messages = read(span);
    if (messages.length > 0) return messages;
  }
  return [];
}
