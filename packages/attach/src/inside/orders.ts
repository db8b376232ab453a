/**
 * What the client tells the recorder in the process, as JSON. It is what both halves of this package agree on:
 *
 *   client ── attach(orders) ──▶ process     what to record, and within which limits
 *   client ── beat() ──▶ process ── Report ──▶ client     ten times a second: the client is alive, and gets what there is
 *   client ── leave() ──▶ process ── Report ──▶ client    the last one
 */
import type { Counted } from './counts.ts';
import type { SentSpan } from './own-span.ts';

/** What to record, and within which limits. */
export interface Orders {
  /** `spans` records calls; `counts` only counts them, and reads nothing. */
  readonly mode: 'spans' | 'counts';
  /** What the ids of spans are made with: 24 hexadecimal digits. */
  readonly idPrefix: string;
  /** Sources of regular expressions, one of which has to match; no condition where there are none. */
  readonly functions: readonly string[];
  readonly files: readonly string[];
  readonly types: readonly string[];
  /** Spans in a second; further calls in it make none. */
  readonly maxPerSecond: number;
  /** Spans altogether; the recorder leaves then. */
  readonly maxSpans: number;
  /** A loop that comes so late three times in a row ends the recording. */
  readonly maxDelayMs: number;
  /** Without a word from the client for so long the recorder leaves. */
  readonly silenceMs: number;
  /** The inspector was opened for us, and is to be closed. */
  readonly closesInspector: boolean;
}

/** Why a recorder has left by itself. */
export type LeaveReason = 'max-spans' | 'loop-delay' | 'heap' | 'silence';

/** What there is since the last one. */
export interface Report {
  readonly spans: readonly SentSpan[];
  readonly counts: readonly Counted[];
  /** Calls that made no span because there were too many in a second. */
  readonly skipped: number;
  /** Failures of the recorder itself. */
  readonly failures: number;
  readonly left: LeaveReason | undefined;
}

/** The recorder in the process, as the client holds it. */
export interface Inside {
  beat(): Report;
  leave(): Promise<Report>;
}
