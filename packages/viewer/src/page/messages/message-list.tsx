import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChatMessage, ChatPart } from '../../message/message.ts';
import { JsonTree } from '../detail/json-tree.tsx';
import { shownNumber } from '../show/quantity.ts';
import { TypeName } from '../show/type-mark.tsx';

/** What was said, one after the other. */
export function MessageList({ messages }: { readonly messages: readonly ChatMessage[] }): JSX.Element {
  return (
    <ol class="messages">
      {messages.map((message, index) => (
        <li key={index} class={`message is-${known(message.role)}${message.isAnswer ? ' is-answer' : ''}`}>
          <span class="role">
            {message.role}
            {message.finishReason !== undefined && <span class="finish">{message.finishReason}</span>}
          </span>
          <div class="parts">
            {message.parts.map((part, at) => (
              <PartView key={at} part={part} isLong={message.role === 'system'} />
            ))}
            {message.parts.length === 0 && <span class="is-dim">(nothing)</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function known(role: string): string {
  return ['system', 'user', 'assistant', 'tool'].includes(role) ? role : 'other';
}

type PartViews = {
  readonly [Kind in ChatPart['kind']]: (
    part: Extract<ChatPart, { readonly kind: Kind }>,
    isLong: boolean,
  ) => JSX.Element;
};

const partViews: PartViews = {
  text: ({ text }, isLong) => <Prose text={text} isFolded={isLong} />,
  reasoning: ({ text }) => (
    <Fold label="Reasoning">
      <Prose text={text} isFolded={false} />
    </Fold>
  ),
  call: ({ name, input }) => (
    <div class="call">
      <span class="call-name">{name}</span>
      <JsonTree value={input} />
    </div>
  ),
  result: ({ output }) => (
    <div class="call is-result">
      <JsonTree value={output} />
    </div>
  ),
  media: ({ what, where }) => (
    <p class="media">
      <TypeName type={what} /> {where}
    </p>
  ),
  other: ({ value }) => <JsonTree value={value} />,
};

function PartView({ part, isLong }: { readonly part: ChatPart; readonly isLong: boolean }): JSX.Element {
  // Proof of the cast: the table has under each kind what takes it.
  return (partViews[part.kind] as (part: ChatPart, isLong: boolean) => JSX.Element)(part, isLong);
}

const longText = 1200;

/** Text as it was written. */
function Prose({ text, isFolded }: { readonly text: string; readonly isFolded: boolean }): JSX.Element {
  const most = isFolded ? 400 : longText;
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > most * 1.2;
  return (
    <p class="prose">
      {isCut ? `${text.slice(0, most)}…` : text}
      {isCut && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          all {shownNumber(text.length)} characters
        </button>
      )}
    </p>
  );
}

export function Fold({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="fold">
      <button type="button" class="fold-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span class={`twisty${isOpen ? ' is-open' : ''}`} aria-hidden="true" />
        {label}
      </button>
      {isOpen && children}
    </div>
  );
}
