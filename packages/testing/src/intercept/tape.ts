/**
 * Between a program and the network:
 *
 *   fetch            the function of the runtime    ─┐
 *   node-http        `node:http` and `node:https`   ─┴▶ tape   what answers, or keeps what came
 *     └─ played-socket   an answer as the bytes of a connection
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
  /** Something goes on that `keep` will be told of. */
  goesOn(until: Promise<void>): void;
}

const scoped = new AsyncLocalStorage<Tape>();
let ofProcess: Tape | undefined;

/** Runs a function whose requests, also later ones, go to that tape and to no other. */
export function withTape<Result>(tape: Tape, fn: () => Result): Result {
  return scoped.run(tape, fn);
}

export function setProcessTape(tape: Tape): void {
  ofProcess = tape;
}

/** Undefined outside of all recordings, and for telemetry that an exporter sends. */
export function currentTape(): Tape | undefined {
  const tape = scoped.getStore() ?? ofProcess;
  return tape === undefined || isTracingSuppressed(context.active()) ? undefined : tape;
}
