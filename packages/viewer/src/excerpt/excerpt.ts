/**
 * A part of a trace for somebody who reads text: a chat with a model, an agent, an issue.
 *
 *   span ─▶ markdownOf   tree, then each call: arguments, result, messages, error
 *       ├─▶ jsonOf       the same for a program
 *       └─▶ test-of      a test that calls the span's function again
 */
import { treeOf, type TraceSpan } from '@bud/trace';
import { oneLine } from '@bud/value/recorded';
import { conversationOf } from '../message/conversation.ts';
import type { ChatPart } from '../message/message.ts';

/** Of larger subtrees the spans that are far down are counted only. */
const mostSpans = 60;
const mostCharacters = 4000;

/** A span with all below it as Markdown. */
export function markdownOf(span: TraceSpan): string {
  const spans = subtree(span);
  const rest = spans.length - mostSpans;
  return [
    `# ${oneLine(span.name)}`,
    fenced(treeOf([span]), 'text'),
    ...spans.slice(0, mostSpans).map(sectionOf),
    ...(rest > 0 ? [`${rest} more spans are not shown.`] : []),
  ].join('\n\n');
}

/** A span with all below it as JSON. */
export function jsonOf(span: TraceSpan): string {
  return JSON.stringify(subtree(span).map(membersOf), null, 2);
}

/** Without what is around it; by name, for some spans have members that spreading does not see. */
function membersOf(span: TraceSpan): object {
  return Object.fromEntries(members.map((name) => [name, span[name]]));
}

const members = [
  'traceId',
  'spanId',
  'parentSpanId',
  'name',
  'kind',
  'type',
  'startMs',
  'durationMs',
  'isOpen',
  'status',
  'input',
  'output',
  'error',
  'usage',
  'attributes',
  'events',
  'links',
  'resource',
  'scope',
] as const;

/** A span and all below it, from above to below. */
export function subtree(span: TraceSpan): readonly TraceSpan[] {
  const spans: TraceSpan[] = [];
  const waiting = [span];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    spans.push(next);
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return spans;
}

function sectionOf(span: TraceSpan): string {
  const { name, type, input, output, error, events, attributes, durationMs } = span;
  const messages = conversationOf(span);
  const { 'code.file.path': file, 'code.line.number': line } = attributes;
  const facts = [
    type,
    durationMs === undefined ? 'still running' : `${Number(durationMs.toFixed(3))} ms`,
    typeof file === 'string' ? `\`${file}${typeof line === 'number' ? `:${line}` : ''}\`` : undefined,
  ];
  const stack = events.findLast((event) => event.name === 'exception')?.attributes['exception.stacktrace'];
  return [
    `## ${oneLine(name)}`,
    facts.filter((fact) => fact !== undefined).join(' · '),
    ...(Object.keys(input).length > 0 ? ['Arguments:', fenced(json(input), 'json')] : []),
    ...(output === undefined ? [] : ['Result:', fenced(json(output), 'json')]),
    ...messages.flatMap(({ role, parts }) => [`**${oneLine(role)}**`, ...parts.map(partText)]),
    ...(error === undefined ? [] : [`Failed with ${oneLine(error.type)}: ${oneLine(error.message)}`]),
    ...(typeof stack === 'string' ? [fenced(cut(stack), 'text')] : []),
  ].join('\n\n');
}

const partTexts: { readonly [Kind in ChatPart['kind']]: (part: Extract<ChatPart, { readonly kind: Kind }>) => string } =
  {
    text: ({ text }) => fenced(cut(text), 'text'),
    reasoning: ({ text }) => `Reasoning:\n\n${fenced(cut(text), 'text')}`,
    call: ({ name, input }) => `Calls \`${name.replaceAll('`', '')}\`:\n\n${fenced(json(input), 'json')}`,
    result: ({ output }) => `Result of the call:\n\n${fenced(json(output), 'json')}`,
    media: ({ what }) => `[${oneLine(what)}]`,
    other: ({ value }) => fenced(json(value), 'json'),
  };

function partText(part: ChatPart): string {
  // Proof of the cast: the table has under each kind what takes it.
  return (partTexts[part.kind] as (part: ChatPart) => string)(part);
}

/** A fence longer than any in the text, which could end it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function json(value: unknown): string {
  return cut(typeof value === 'string' ? value : (written(value) ?? String(value)));
}

/** What comes from a trace may be nested deeper than a stack is high. */
function written(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return '(nested too deeply)';
  }
}

function cut(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
