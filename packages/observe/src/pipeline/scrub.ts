/**
 * The last look for secrets before anything leaves: spans and log records of every library, not only ours.
 *
 *   ReadableSpan ─ scrubbedSpan ─▶ a view of it: name, attributes, events, links and status without secrets
 *     └─ attribute    by its name, where a name is free to mean something; by its value always
 *          └─ scrub-url    values in the query of a URL, decoded
 */
import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import type { SecretPolicy } from '@bud/value';
import { freeName, hideInJson, nameOfItem } from '@bud/value';
import { SCRUBBED } from '../attribute/names.ts';
import { isUrl, scrubQuery } from './scrub-url.ts';

/** Hides secrets in what is recorded. */
export interface Scrubber {
  readonly span: (span: ReadableSpan) => ReadableSpan;
  readonly attributes: (attributes: Attributes) => Attributes;
  readonly string: (string: string) => string;
}

// Looked at when they were recorded.
const recorded = /^bud\.(?:track\.(?:input|output)\b|msg$|msg_template$|json_schema$|tags$|level$|span_type$)/;

/** `hide`: what else is hidden in strings, besides what the policy knows. */
export function createScrubber(policy: SecretPolicy, hide?: (string: string) => string): Scrubber {
  const hideIn = (string: string): string => (hide === undefined ? policy.hideIn(string) : hide(policy.hideIn(string)));
  const hideInValue = (string: string): string => hideInJson(string, hideIn);
  const scrubValue = (key: string, value: AttributeValue | undefined): AttributeValue | undefined => {
    if (hide === undefined && recorded.test(key)) return value;
    const name = freeName(key);
    const found = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (name !== undefined && policy.isSecret(name, found)) {
      const replacement = policy.replacement({ key: name, path: [key], value: found });
      if (replacement !== undefined) return replacement;
      return value;
    }
    if (typeof value === 'string') return isUrl(key) ? hideInValue(scrubQuery(value, hideInValue)) : hideInValue(value);
    // Proof of the cast: strings stay strings.
    return Array.isArray(value) ? (value.map((_, index) => scrubItem(key, value, index)) as AttributeValue) : value;
  };
  // An argument of a command is named by the one before it: `--password`, `hunter2`.
  const scrubItem = (key: string, holder: readonly unknown[], index: number): unknown => {
    const { [index]: value } = holder;
    if (typeof value !== 'string') return value;
    const name = nameOfItem(policy, holder, index);
    return (name !== '' && policy.replacement({ key: name, path: [key, String(index)], value })) || hideInValue(value);
  };
  const attributes = (given: Attributes): Attributes => {
    const scrubbed: string[] = [];
    const entries = Object.entries(given).map(([key, value]) => {
      const shown = scrubValue(key, value);
      if (isOther(shown, value)) scrubbed.push(key);
      return [key, shown] as const;
    });
    return scrubbed.length === 0 ? given : { ...Object.fromEntries(entries), [SCRUBBED]: scrubbed };
  };
  return { attributes, string: hideIn, span: (span) => new ScrubbedSpan(span, attributes, hideIn) };
}

function isOther(shown: AttributeValue | undefined, value: AttributeValue | undefined): boolean {
  if (!Array.isArray(shown) || !Array.isArray(value)) return shown !== value;
  return shown.some((item, index) => item !== value[index]);
}

/** Hides secrets in a span that is about to end, for exporters that others have put there. */
export function scrubInPlace(span: Span, { attributes, string: hideIn }: Scrubber): void {
  span.setAttributes(attributes(span.attributes));
  span.updateName(hideIn(span.name));
  const { code, message } = span.status;
  // A status that is set cannot be taken back: OpenTelemetry's `OK` is final.
  if (message !== undefined && hideIn(message) !== message)
    Object.assign(span.status, { code, message: hideIn(message) });
  for (const event of span.events) {
    event.name = hideIn(event.name);
    if (event.attributes !== undefined) event.attributes = attributes(event.attributes);
  }
  for (const link of span.links) if (link.attributes !== undefined) link.attributes = attributes(link.attributes);
}

/** A span as exporters see it; everything that holds no string is the span's own. */
class ScrubbedSpan implements ReadableSpan {
  readonly #span: ReadableSpan;
  readonly name: string;
  readonly attributes: Attributes;
  readonly events: ReadableSpan['events'];
  readonly links: ReadableSpan['links'];
  readonly status: ReadableSpan['status'];

  constructor(span: ReadableSpan, attributes: Scrubber['attributes'], hideIn: Scrubber['string']) {
    const { message } = span.status;
    this.#span = span;
    this.name = hideIn(span.name);
    this.attributes = attributes(span.attributes);
    this.events = span.events.map((event) => ({
      ...event,
      name: hideIn(event.name),
      ...(event.attributes && { attributes: attributes(event.attributes) }),
    }));
    this.links = span.links.map((link) => ({
      ...link,
      ...(link.attributes && { attributes: attributes(link.attributes) }),
    }));
    this.status = message === undefined ? span.status : { ...span.status, message: hideIn(message) };
  }

  get kind(): ReadableSpan['kind'] {
    return this.#span.kind;
  }
  spanContext: ReadableSpan['spanContext'] = () => this.#span.spanContext();
  // OpenTelemetry's spans have the property, and leave it undefined at the root of a trace.
  get parentSpanContext(): NonNullable<ReadableSpan['parentSpanContext']> {
    return this.#span.parentSpanContext as NonNullable<ReadableSpan['parentSpanContext']>;
  }
  get startTime(): ReadableSpan['startTime'] {
    return this.#span.startTime;
  }
  get endTime(): ReadableSpan['endTime'] {
    return this.#span.endTime;
  }
  get duration(): ReadableSpan['duration'] {
    return this.#span.duration;
  }
  get ended(): boolean {
    return this.#span.ended;
  }
  get resource(): ReadableSpan['resource'] {
    return this.#span.resource;
  }
  get instrumentationScope(): ReadableSpan['instrumentationScope'] {
    return this.#span.instrumentationScope;
  }
  get droppedAttributesCount(): number {
    return this.#span.droppedAttributesCount;
  }
  get droppedEventsCount(): number {
    return this.#span.droppedEventsCount;
  }
  get droppedLinksCount(): number {
    return this.#span.droppedLinksCount;
  }
}
