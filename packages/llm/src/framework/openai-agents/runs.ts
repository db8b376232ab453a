import { context as contexts, createContextKey, diag, type Context } from '@opentelemetry/api';
import { plain, string } from '../../format/plain.ts';
import type { ResolvedLlmOptions } from '../../model/options.ts';
import { enter } from '../enter.ts';
import { beginRun, type BegunRun } from '../run.ts';
import { endRun, startOf, type TracedSpan } from './spans.ts';

/** The span of the library that a context is inside of. */
const spanKey = createContextKey('bud.llm.openai-agents.span');

/** The runs that go on, each with a span of the library. */
export class AgentRuns {
  readonly #options: ResolvedLlmOptions;
  readonly #contexts = new Map<string, Context>();
  #isOver = false;

  constructor(options: ResolvedLlmOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#isOver = true;
  }

  /** The same context as another object: storages take two that are one for no change. */
  separate(context: Context): Context {
    return context.setValue(spanKey, context.getValue(spanKey));
  }

  /** A span is the current one of the library, or none: what runs next is in it, or outside. */
  current(span: unknown, outside: Context): void {
    this.#safely(() => {
      const id = string(plain(span)['spanId']);
      // Proof of the cast: what has such an id; one that records nothing is called like this.
      if (id !== undefined && id !== 'no-op') this.#begin(span as TracedSpan, id);
      enter(this.#contexts.get(id ?? '') ?? outside);
    });
  }

  #begin(span: TracedSpan, id: string): void {
    if (this.#isOver || this.#contexts.has(id) || span.endedAt !== null) return;
    const active = contexts.active();
    const above = this.#contexts.get(span.parentId ?? '');
    // Inside of the span above, the program may have spans of its own.
    const parent = above === undefined || active.getValue(spanKey) === span.parentId ? active : above;
    const start = startOf(span.spanData, this.#options.chains);
    const run = start && beginRun(parent, start, this.#options);
    this.#contexts.set(id, (run?.context ?? parent).setValue(spanKey, id));
    this.#endWith(span, id, run);
  }

  /** Processors would tell as well, but programs change them. */
  #endWith(span: TracedSpan, id: string, run: BegunRun | undefined): void {
    const { end } = span;
    Reflect.defineProperty(span, 'end', {
      configurable: true,
      writable: true,
      value: (): void => {
        Reflect.apply(end, span, []);
        this.#contexts.delete(id);
        if (run !== undefined) this.#safely(() => endRun(run, span));
      },
    });
  }

  /** Nothing that we do may reach the program. */
  #safely(part: () => void): void {
    try {
      part();
    } catch (error) {
      diag.error('bud: a run of @openai/agents was not recorded', error);
    }
  }
}
