import type { Attributes, Span } from '@opentelemetry/api';
import { withoutUndefined } from '@bud/value';
import { writeEvent } from '../convention/event.ts';
import * as names from '../convention/names.ts';
import type { ResolvedLlmOptions } from './options.ts';

/**
 * What is recorded of a call: attributes of its span, and where content is to stand in an event, the log event of its details.
 *
 * Source: OpenTelemetry semantic conventions 1.41, event gen_ai.client.inference.operation.details.
 */
export class CallRecord {
  readonly #options: ResolvedLlmOptions;
  readonly #event: Attributes | undefined;
  #span: Span | undefined;
  #hasContent = false;

  /** `begun` is what the span of a call to a model begins with; undefined of other calls, which have no such event. */
  constructor(options: ResolvedLlmOptions, begun: Attributes | undefined) {
    this.#options = options;
    this.#event = begun === undefined || options.contentIn() === 'span' ? undefined : { ...begun };
  }

  get span(): Span | undefined {
    return this.#span;
  }

  begun(span: Span): void {
    this.#span = span;
  }

  set(attributes: Attributes): void {
    this.#span?.setAttributes(attributes);
    if (this.#event !== undefined) Object.assign(this.#event, attributes);
  }

  /** What was said, as attributes; read only if it is recorded. */
  say(read: () => Attributes): void {
    const content = this.#options.contentOf(read);
    if (this.#options.contentIn() !== 'event') this.#span?.setAttributes(content);
    if (this.#event === undefined) return;
    Object.assign(this.#event, content);
    this.#hasContent ||= Object.keys(content).length > 0;
  }

  /** Writes the event, if content is recorded: all else stands on the span. */
  ended(errorType: string | undefined): void {
    if (this.#event === undefined || this.#span === undefined || !this.#hasContent) return;
    const attributes = withoutUndefined<Attributes>({ ...this.#event, [names.ERROR_TYPE]: errorType });
    writeEvent(names.DETAILS, attributes, this.#span.spanContext());
  }
}
