/**
 * Libraries that are more than the client of one server, and tell of their calls themselves:
 *
 *   autoInstrument(what the program imports) ─▶ frameworks: the first one that takes it
 *     ├─ ai-sdk/      operations, rounds of models, tools
 *     ├─ mcp/         requests, on either side
 *     └─ langchain/   models, tools, retrievers, chains, graphs      openai-agents/   agents, and what they call
 *          ├─ open-call   the span of a call that somebody else makes, and tells of
 *          └─ run   the same for runs that are around each other: enter, until   what the library runs is below it
 *   libraries of the build ─▶ their readers             other-arguments   of functions that only have to be told something
 */
import type { Reader } from '@bud/runtime/otel';
import type { ResolvedLlmOptions } from '../model/options.ts';

/** A library that is recorded in its own way. */
export interface Framework {
  /** Whether it is what the program imports of this library. */
  takes(given: unknown): boolean;
  /** Gives what takes it back. */
  instrument(given: unknown, options: ResolvedLlmOptions): () => void;
  /** What reads the calls that the build tracks in it, by the names that its recipe gives. */
  readonly readers?: Readonly<Record<string, (options: () => ResolvedLlmOptions) => Reader>>;
}
