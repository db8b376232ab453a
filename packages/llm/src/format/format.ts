/**
 * How the calls of a client are read:
 *
 *   arguments ─ ask ─▶ Asked       what is asked for, of which model
 *   response  ─ answer ─▶ Answered   what came back, and what it took
 *   chunks    ─ collector ─▶ Answered   the same, of a stream
 *     ├─ openai/, cohere/, bedrock/, anthropic-messages, google-content, mistral-chat, ollama   one file for each wire format
 *     ├─ parameters  attributes of requests      in-order  parts that came by their places
 *     ├─ message     messages, in the parts that OpenTelemetry's schemas have
 *     ├─ provider    whose server it is that a client speaks to
 *     └─ plain       reading what came over the wire
 */
import type { Message, Part } from './message.ts';

/** What a call asks for. */
export interface Asked {
  readonly model: string | undefined;
  readonly isStream: boolean;
  /** Attributes of the request, `gen_ai.request.*`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Read only if content is recorded. */
  content(): AskedContent;
}

interface AskedContent {
  readonly input?: readonly Message[];
  readonly system?: readonly Part[];
  readonly tools?: unknown;
}

/** What a call has taken, as its provider says. Input includes what came from a cache, output what was thought. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheCreationTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  /** Those of sound, among the input tokens: they cost more. */
  readonly inputAudioTokens?: number | undefined;
  /** Those of images, where they cost otherwise. */
  readonly inputImageTokens?: number | undefined;
  readonly outputAudioTokens?: number | undefined;
  /** The stream was left before the provider said how much came out: there is no cost. */
  readonly isPartial?: boolean;
}

/** What came back. */
export interface Answered {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly finishReasons?: readonly string[];
  readonly usage?: Usage | undefined;
  /** Read only if content is recorded. */
  readonly output?: () => readonly Message[];
}

/** Puts the items of a stream together. */
export interface Collector {
  add(chunk: unknown): void;
  answered(): Answered;
}

/** The calls of one method of a client. */
export interface WireFormat {
  /** `gen_ai.operation.name` */
  readonly operation: string;
  ask(args: readonly unknown[]): Asked;
  answer(response: unknown): Answered;
  readonly collector?: () => Collector;
  /** What has to be asked for besides, so that a stream says what it took; undefined where it says so by itself. */
  readonly usageOfStream?: StreamUsage;
}

/** One format, or what chooses it for each call of a method; undefined for calls that ask no model. */
export type Formats = WireFormat | ((self: unknown, args: readonly unknown[]) => WireFormat | undefined);

/** A stream that tells its usage only when it is asked to. */
export interface StreamUsage {
  /** The arguments with the question; undefined if the caller asks, or has decided not to. */
  request(args: readonly unknown[]): readonly unknown[] | undefined;
  /** Whether an item exists because of it: the caller does not get to see it. */
  isExtra(chunk: unknown): boolean;
  /** Takes away what such an item has besides. */
  clean(chunk: unknown): void;
}
