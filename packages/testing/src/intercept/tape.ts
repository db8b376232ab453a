/**
 * Between a program and the network:
 *
 *   fetch            the function of the runtime        ─┐
 *   node-http        `node:http` and `node:https`        │
 *   undici           every dispatcher of that package    ├▶ tape   what answers, or keeps what came
 *   http2            the sessions of `node:http2`       ─┘
 *     ├─ bun-undici      the same for the one that Bun has
 *     ├─ dispatch        what undici asks and is told       played-socket   an answer as the bytes of a connection
 *     ├─ http2-headers   what a stream of HTTP/2 asks       played-session  the other end of a connection of HTTP/2
 *     └─ written-body    what a program writes, as it writes it
 *   unseen           what goes around all of these: it is told of, and not sent while an answer is played
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { WireRequest, Exchange } from '../wire/exchange.ts';

/** What a recording, or the playing of one, does with requests. */
export interface Tape {
  /** Whether it answers, or lets requests through. */
  readonly isPlaying: boolean;
  /** What to answer; undefined lets the request through. Throws for what it has no answer to. */
  answer(asked: WireRequest): Exchange['answered'] | undefined;
  /** Gets what a request that was let through came to. */
  keep(exchange: Exchange): void;
  /**
   * Something is asked in a way that it gets nothing of: the error which that has to fail with, undefined if it may go on.
   * `remedy`: what to do instead.
   */
  unseen(what: string, remedy: string): Error | undefined;
  /** Something goes on that `keep` will be told of. */
  goesOn(until: Promise<void>): void;
}

/** What helps against that. */
export const unseenRemedy =
  'Load @bud/testing/record before everything else: `node --import @bud/testing/record`, or `bud record` and `bud replay`.';

const scoped = new AsyncLocalStorage<Tape>();
let ofProcess: Tape | undefined;

/** Runs a function whose requests, also later ones, go to that tape and to no other. */
export function withTape<Result>(tape: Tape, fn: () => Result): Result {
  return scoped.run(tape, fn);
}

export function setProcessTape(tape: Tape): void {
  ofProcess = tape;
}

const through = new AsyncLocalStorage<true>();

/** Runs what sends a request that a tape knows already. */
export function letThrough<Result>(send: () => Result): Result {
  return through.run(true, send);
}

/** Whether a tape knows of the request that is sent right now. */
export function isLetThrough(): boolean {
  return through.getStore() === true;
}

/** Undefined outside of all recordings, and for telemetry that an exporter sends. */
export function currentTape(): Tape | undefined {
  const tape = scoped.getStore() ?? ofProcess;
  return tape === undefined || isTracingSuppressed(context.active()) ? undefined : tape;
}
