/**
 * The trace as a conversation: what was said to models, and by them.
 *
 *   messages ─ each call of the trace, without what the one before was told already
 *     └─ message-list ─ the messages of one call: text, calls of tools, results
 *          └─ what is long, or was said before, is folded
 */
import type { TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { conversationOf } from '../../message/conversation.ts';
import type { ChatMessage } from '../../message/message.ts';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { openTrace, selected } from '../state/open-trace.ts';
import { reveal } from '../timeline/state.ts';
import { Fold, MessageList } from './message-list.tsx';

/** A call to a model: what it was told that the call before was not, and what it answered. */
interface Turn {
  readonly span: TraceSpan;
  readonly earlier: readonly ChatMessage[];
  readonly messages: readonly ChatMessage[];
}

/** The trace as a conversation. What an agent repeats with each call is folded away. */
export function Messages(): JSX.Element {
  const trace = openTrace.value?.trace;
  const turns = useMemo(() => turnsOf(trace?.spans ?? []), [trace]);
  if (turns.length === 0)
    return <p class="empty">No messages: nothing here is a call to a model whose content was recorded.</p>;
  return (
    <section class="conversation" tabIndex={0} aria-label="Messages">
      {turns.map(({ span, earlier, messages }) => (
        <article key={span.spanId} class={`turn${selected.value === span ? ' is-selected' : ''}`}>
          <header>
            <button type="button" class="turn-name" onClick={() => reveal(span)}>
              {span.name}
            </button>
            <span class="is-dim">
              {span.isOpen ? 'running' : shownDuration(span.durationMs ?? 0)}
              {span.usage !== undefined &&
                ` · ${shownCount(span.usage.inputTokens)} → ${shownCount(span.usage.outputTokens)} tok`}
              {span.usage !== undefined && span.usage.costUsd > 0 && ` · ${shownCost(span.usage.costUsd)}`}
            </span>
          </header>
          {earlier.length > 0 && (
            <Fold label={`${earlier.length} ${earlier.length === 1 ? 'message' : 'messages'} as before`}>
              <MessageList messages={earlier} />
            </Fold>
          )}
          <MessageList messages={messages} />
          {span.error !== undefined && (
            <p class="failure">
              <strong>{span.error.type}</strong> {span.error.message}
            </p>
          )}
        </article>
      ))}
    </section>
  );
}

function turnsOf(spans: readonly TraceSpan[]): readonly Turn[] {
  const known = new Set<string>();
  return spans.flatMap((span) => {
    const messages = conversationOf(span);
    if (messages.length === 0) return [];
    const keys = messages.map(({ role, parts }) => JSON.stringify([role, parts]));
    // What the model answered before, it is told with the next call.
    const isNew = keys.findIndex((key, index) => messages[index]?.isAnswer === true || !known.has(key));
    for (const key of keys) known.add(key);
    const from = isNew === -1 ? messages.length : isNew;
    return [{ span, earlier: messages.slice(0, from), messages: messages.slice(from) }];
  });
}
