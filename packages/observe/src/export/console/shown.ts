import { oneLine } from '@bud/value/recorded';
import { SpanStatusCode, type Attributes, type AttributeValue } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { hrTimeToMilliseconds } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { levels, type Level } from '@bud/value';
import { ERROR_TYPE, LEVEL, MESSAGE, MESSAGE_TEMPLATE, SPAN_TYPE, TRACK_TYPE } from '../../attribute/names.ts';

/** What a person reads of a span or log record; every string is one line. */
export interface Shown {
  readonly title: string;
  /** A sentence beside the name. */
  readonly message: string | undefined;
  /** `agent`, `llm`, `tool`, … */
  readonly type: string | undefined;
  readonly level: Level;
  readonly time: Date;
  /** Undefined for what has no duration: log records, and what is still open. */
  readonly durationMs: number | undefined;
  /** `33 items`, `gpt-4o`, `12 → 40 tokens`, `$0.0012`. */
  readonly notes: readonly string[];
  readonly inputs: readonly Row[];
  readonly outputs: readonly Row[];
  /** `RangeError: There is no weather station in Graz.` */
  readonly error: string | undefined;
  /** A log that is written as a span. */
  readonly isLog: boolean;
}

/** A name and its value. */
export type Row = readonly [name: string, value: string];

/** A span as it is: ended or still open. */
export function shownSpan(span: ReadableSpan): Shown {
  const { attributes, name, status } = span;
  const message = sentence(attributes[MESSAGE]);
  const isNamedByTemplate = attributes[MESSAGE_TEMPLATE] === name;
  const hasFailed = status.code === SpanStatusCode.ERROR;
  return {
    title: oneLine((isNamedByTemplate ? message : undefined) ?? name),
    message: isNamedByTemplate ? undefined : message,
    type: sentence(attributes[TRACK_TYPE]),
    level: levelOf(attributes, hasFailed ? 'error' : 'info'),
    time: new Date(hrTimeToMilliseconds(span.startTime)),
    durationMs: span.ended ? hrTimeToMilliseconds(span.duration) : undefined,
    notes: notesOf(name, attributes),
    inputs: [...startingWith('bud.track.input.', attributes), ...ownOf(attributes)],
    outputs: startingWith('bud.track.output', attributes),
    error: hasFailed ? failureOf(attributes[ERROR_TYPE], status.message) : undefined,
    isLog: attributes[SPAN_TYPE] === 'log',
  };
}

export function shownRecord(record: ReadableLogRecord): Shown {
  // Proof of the cast: what an attribute of a log can be besides is printed as any other value.
  const attributes = record.attributes as Attributes;
  const { 'exception.type': exceptionType, 'exception.message': exceptionMessage } = attributes;
  const title = oneLine(plain(record.body));
  const failure = exceptionType === undefined ? undefined : failureOf(exceptionType, plain(exceptionMessage));
  return {
    title,
    message: undefined,
    type: undefined,
    level: levelOf(attributes, levelOfSeverity(record)),
    time: new Date(hrTimeToMilliseconds(record.hrTime)),
    durationMs: undefined,
    notes: [],
    inputs: ownOf(attributes),
    outputs: [],
    error: failure,
    isLog: true,
  };
}

function levelOf(attributes: Attributes, least: Level): Level {
  const level = levels.find((known) => known === attributes[LEVEL]) ?? least;
  // What has failed is never less than an error.
  return least === 'error' && levels.indexOf(level) < levels.indexOf(least) ? least : level;
}

/** OpenTelemetry specification, log data model: four numbers for each of six names, `notice` within those of `info`. */
function levelOfSeverity({ severityNumber = SeverityNumber.INFO }: ReadableLogRecord): Level {
  if (severityNumber === SeverityNumber.INFO2) return 'notice';
  const names: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
  return names[Math.min(Math.max(Math.ceil(severityNumber / 4), 1), 6) - 1] ?? 'info';
}

function notesOf(name: string, attributes: Attributes): readonly string[] {
  const { 'bud.track.yield_count': items, 'bud.usage.calls': calls } = attributes;
  return [
    ...(items === undefined ? [] : [counted(items, 'item')]),
    ...callNotes(name, attributes),
    ...(calls === undefined ? [] : [counted(calls, 'call')]),
    ...totalNotes(attributes),
  ];
}

/** Of a call to a model: which one has answered, tokens and dollars. */
function callNotes(name: string, attributes: Attributes): readonly string[] {
  const { 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output } = attributes;
  const model = attributes['gen_ai.response.model'] ?? attributes['gen_ai.request.model'];
  const isShown = model === undefined || name.endsWith(` ${plain(model)}`);
  return [
    ...(isShown ? [] : [oneLine(plain(model))]),
    ...(output === undefined ? [] : [`${plain(input ?? '?')} → ${plain(output)} tokens`]),
    // Embeddings have no output.
    ...(output === undefined && input !== undefined ? [`${plain(input)} tokens`] : []),
    ...costNote(attributes['gen_ai.usage.cost']),
  ];
}

/** Of all calls to models below. */
function totalNotes({ 'bud.usage.total_tokens': tokens, 'bud.usage.cost_usd': usd }: Attributes): readonly string[] {
  return [...(tokens === undefined ? [] : [counted(tokens, 'token')]), ...costNote(usd)];
}

function costNote(usd: AttributeValue | undefined): readonly string[] {
  if (typeof usd !== 'number') return [];
  // Takes longer to make than most of this package to load.
  dollars ??= new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false });
  return [`$${dollars.format(usd)}`];
}

let dollars: Intl.NumberFormat | undefined;

function counted(count: AttributeValue, noun: string): string {
  return `${plain(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** `bud.track.input.city` → `city`; what is no plain object has no name. */
function startingWith(prefix: string, attributes: Attributes): readonly Row[] {
  return Object.entries(attributes)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length).replace(/^\./, ''), oneLine(plain(value))]);
}

/** What the program has given itself; the names of conventions have dots, and what fills the sentence stands in it. */
function ownOf(attributes: Attributes): readonly Row[] {
  const template = plain(attributes[MESSAGE_TEMPLATE] ?? '');
  return Object.entries(attributes)
    .filter(([key]) => !key.includes('.') && !template.includes(`{${key}`))
    .map(([key, value]) => [key, oneLine(plain(value))]);
}

function failureOf(type: unknown, message: string | undefined): string {
  return oneLine([plain(type ?? 'Error'), message].filter((part) => part !== undefined && part !== '').join(': '));
}

function sentence(value: AttributeValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? oneLine(value) : undefined;
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** `12.3 ms`, `12.3 s`, `3 min 5 s`. */
export function durationOf(ms: number): string {
  if (ms < 10_000) return `${ms.toFixed(1)} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}
