import type { Site } from '@bud/value';
import type { Attributes, Context, Span, SpanKind } from '../telemetry/telemetry.ts';
import type { EndReason } from './outcome.ts';

/** A call that is about to be made. */
export interface LibraryCall {
  readonly site: Site;
  readonly self: unknown;
  readonly args: readonly unknown[];
  /** That of the caller: what other layers of the same call have left there. */
  readonly context: Context;
}

/** What is read of one call, while it goes on. Whatever it throws is reported and costs nothing else. */
export interface Reading {
  /** The site's own when absent. */
  readonly name?: string;
  /** The site's own when absent. */
  readonly kind?: SpanKind;
  /** Besides those of the site; what a sampler decides by. */
  readonly attributes: Attributes;
  /** The caller's, with what layers below have to know. */
  readonly context: Context;
  /** One that the library has begun for the call: it is recorded, and ended, in place of one of our own. */
  readonly span?: Span | undefined;
  /** True records no argument, and nothing of what comes back. */
  readonly hides?: boolean;
  /** True reads the call also if its span is not sampled. */
  readonly isNeeded?: boolean;
  /** Thrown to the caller, who gets nothing else: the call is not made. */
  readonly refusal?: Error | undefined;
  /** The span has begun, and is recorded; gives the arguments to call with if those of the caller do not do. */
  begun(span: Span): readonly unknown[] | undefined;
  /** What the call returned, or its promise was fulfilled with; the consumer does not have it yet. */
  readonly result?: (value: unknown) => void;
  /** What a stream, or a generator, has delivered. */
  readonly item?: (item: unknown) => void;
  /** Asked when the call came to its own end: the error, if what came back says that it has failed. */
  readonly failure?: () => Error | undefined;
  /** The span ends next; there is no reason where the call came to its own end. */
  ending(reason: EndReason | undefined): void;
}

/** Reads calls; undefined for one that another layer has a span of: it runs untracked. */
export type Reader = (call: LibraryCall) => Reading | undefined;

const key = Symbol.for('bud.readers.v1');

/** Those of one name, the latest last. All copies of the package share them, as they share the gate. */
function readersFor(name: string): Reader[] {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: Record<string, Reader[]> };
  return ((holder[key] ??= {})[name] ??= []);
}

/** The name of the reader of calls that no other reader reads. */
const anyCall = '*';

/**
 * Lets calls of sites that name a reader be read by it; without one they are tracked as any function. The reader named `*`
 * reads all calls that have no other. Of several for one name the latest reads. Gives what takes it back.
 *
 * @example
 * import { registerReader } from '@bud/runtime/otel';
 * const unregister = registerReader('openai.chat', () => undefined); // such calls make no spans
 * unregister();
 */
export function registerReader(name: string, reader: Reader): () => void {
  const named = readersFor(name);
  named.push(reader);
  return () => void named.splice(named.indexOf(reader) >>> 0, 1);
}

export function readerOf({ reader = anyCall }: Site): Reader | undefined {
  return readersFor(reader).at(-1) ?? readersFor(anyCall).at(-1);
}
