/**
 * What is recorded, how much of it is kept, and who is told:
 *
 *   FlowOptions ─ resolve ─▶ ResolvedFlowOptions, or one error that lists every mistake
 *     ├─ accepted  what each option may be
 *     └─ resolve   the defaults
 *   written   the same from YAML and JSON
 *     └─ document  where each part of it stands
 */
import type { Level, SecretPolicy } from '@bud/value';
import type { FlowEvent } from '../event/event.ts';

/** The file that a handler appends to; put aside at `maxBytes` (50 MB), `keep` (5) of those stay. */
export interface FlowFileOptions {
  /** `.bud/flow.jsonl` when absent. */
  readonly path?: string;
  readonly maxBytes?: number;
  readonly keep?: number;
}

/** Is given each event. What it throws is reported once, and never reaches the flow. */
export type FlowCallback = (event: FlowEvent) => void;

/** Who is told of each event. */
export type FlowHandler = 'console' | 'file' | { readonly file: FlowFileOptions } | FlowCallback;

/** What flows record. */
export interface FlowOptions {
  /** False when absent: then a flow costs one look at a boolean. */
  readonly enabled?: boolean;
  /** The least important level that is recorded; `info` when absent. */
  readonly level?: Level;
  /** The same for single categories: `{ llm: 'debug', http: 'warn' }`. */
  readonly categories?: Readonly<Record<string, Level>>;
  readonly handlers?: readonly FlowHandler[];
  /** Most events that are kept of one flow; 1,000 when absent. */
  readonly bufferSize?: number;
  /** Most events that are kept of all flows; 100,000 when absent. */
  readonly processBufferSize?: number;
  /** The file that what falls out of the buffer is appended to. */
  readonly spill?: string;
  /** UTF-16 units of the JSON of one value in an event; 640 when absent, so that an event stays below 2 KB. */
  readonly maxLength?: number;
  /** Names and patterns of secrets, besides those that are built in. */
  readonly redact?: readonly (string | RegExp)[];
  /** Names and patterns that are no secrets after all. */
  readonly keep?: readonly (string | RegExp)[];
}

/** Options with their defaults. */
export interface ResolvedFlowOptions extends Required<
  Omit<FlowOptions, 'spill' | 'redact' | 'keep' | 'categories' | 'level'>
> {
  readonly spill: string | undefined;
  readonly secrets: SecretPolicy;
  /** Whether an event of that category and level is recorded. */
  readonly admits: (category: string, level: Level) => boolean;
}
