/**
 * What is known of a span: what it was given and gave, what was said, why it failed, and all of its attributes.
 */
import type { SpanAttributes, TraceSpan } from '@bud/trace';
import type { JSX } from 'preact';
import { IconButton } from '../show/icon-button.tsx';
import { conversationOf } from '../../message/conversation.ts';
import { ActBar } from '../act/act-bar.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { shownCost, shownCount, shownDuration } from '../show/quantity.ts';
import { TypeMark } from '../show/type-mark.tsx';
import { openTrace, selected } from '../state/open-trace.ts';
import { now, select, wholeMs } from '../timeline/state.ts';
import { selfMs } from '../timeline/rows.ts';
import { AttributeTable } from './attribute-table.tsx';
import { EventList, eventsOf } from './event-list.tsx';
import { FailureView } from './failure.tsx';
import { JsonTree } from './json-tree.tsx';
import { Links } from './links.tsx';
import { Section } from './section.tsx';

export function Detail(): JSX.Element | null {
  const span = selected.value;
  if (span === undefined) return null;
  return (
    <section class="detail" id="detail" tabIndex={-1} aria-label="Span">
      <header class="detail-head">
        <TypeMark span={span} />
        <h2>{span.name === '' ? '(no name)' : span.name}</h2>
        <IconButton icon="close" label="Close" title="Close (Esc)" onClick={() => select(undefined)} />
      </header>
      <ActBar span={span} />
      <Facts span={span} />
      <Sections key={span.spanId} span={span} />
    </section>
  );
}

function Sections({ span }: { readonly span: TraceSpan }): JSX.Element {
  const messages = conversationOf(span);
  const logs = (openTrace.value?.logs ?? []).filter(({ spanId }) => spanId === span.spanId);
  const { input, output, attributes, error, links, resource } = span;
  const events = eventsOf(span);
  const inputs = Object.keys(input);
  return (
    <>
      {error !== undefined && <FailureView span={span} />}
      {messages.length > 0 && (
        <Section title="Messages" count={messages.length}>
          <MessageList messages={messages} />
        </Section>
      )}
      {inputs.length > 0 && (
        <Section title="Arguments" count={inputs.length}>
          {inputs.map((name) => (
            <JsonTree key={name} name={name} value={input[name]} />
          ))}
        </Section>
      )}
      {resultOf(attributes, output) !== undefined && (
        <Section title="Result">
          <JsonTree value={resultOf(attributes, output)} />
        </Section>
      )}
      {logs.length + events.length > 0 && (
        <Section title="Events and logs" count={logs.length + events.length}>
          <EventList span={span} logs={logs} />
        </Section>
      )}
      <Section title="Attributes" count={Object.keys(attributes).length}>
        <AttributeTable attributes={attributes} />
      </Section>
      {links.length > 0 && (
        <Section title="Links" count={links.length}>
          <Links links={links} />
        </Section>
      )}
      <Section title="Resource" count={Object.keys(resource).length}>
        <AttributeTable attributes={{ ...resource, 'otel.scope.name': span.scope.name }} />
      </Section>
    </>
  );
}

/** A returned object has an attribute for each of its keys. */
function resultOf(attributes: SpanAttributes, output: unknown): unknown {
  if (output !== undefined) return output;
  const prefix = 'bud.track.output.';
  const keys = Object.keys(attributes).filter((key) => key.startsWith(prefix));
  if (keys.length === 0) return undefined;
  return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), attributes[key]]));
}

function Facts({ span }: { readonly span: TraceSpan }): JSX.Element {
  const { usage, isOpen, durationMs = 0, startMs, attributes, status } = span;
  const { 'gen_ai.request.model': model, 'bud.track.end_reason': reason } = attributes;
  const began = startMs - (openTrace.value?.startMs ?? startMs);
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ['Status', isOpen ? 'running' : status.code === 'error' ? 'failed' : typeof reason === 'string' ? reason : 'ok'],
    ['Duration', isOpen ? shownDuration(Math.max(now.value - startMs, 0)) : shownDuration(durationMs)],
    ['Self', isOpen || span.children.length === 0 ? undefined : shownDuration(selfMs(span))],
    ['Began', `+${shownDuration(began)}`],
    ['Share', isOpen ? undefined : `${Math.min(100, Math.max(0, (durationMs / wholeMs.value) * 100)).toFixed(1)} %`],
    ['Model', typeof model === 'string' ? model : undefined],
    ['Input', usage && `${shownCount(usage.inputTokens)} tok`],
    ['Output', usage && `${shownCount(usage.outputTokens)} tok`],
    ['Cost', usage && usage.costUsd > 0 ? shownCost(usage.costUsd) : undefined],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) =>
        value === undefined ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
