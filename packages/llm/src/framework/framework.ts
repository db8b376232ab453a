/**
 * Libraries that are more than the client of one server, and tell of their calls themselves:
 *
 *   autoInstrument(what the program imports) ─▶ frameworks: the first one that takes it
 *     ├─ ai-sdk/    operations, rounds of models, tools
 *     └─ mcp/       requests, on either side
 *          └─ open-call   the span of a call that somebody else makes, and tells of
 */
import type { ResolvedLlmOptions } from '../model/options.ts';

/** A library that is recorded in its own way. */
export interface Framework {
  /** Whether it is what the program imports of this library. */
  takes(given: unknown): boolean;
  /** Gives what takes it back. */
  instrument(given: unknown, options: ResolvedLlmOptions): () => void;
}
