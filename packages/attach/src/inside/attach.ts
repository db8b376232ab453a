/**
 * What is put into a process. It is bundled with the recorder of `@bud/runtime`, which makes a span of each call, and with
 * `opentelemetry.ts` in place of OpenTelemetry; it comes with nothing else, and leaves nothing behind:
 *
 *   orders        what the client wants, and what it gets: the one file that both halves know
 *   admission     is this call one that is wanted, and not one too many?
 *   own-span      spans: numbered, and put aside until the client asks
 *   counts        or only counted, function by function
 *   context       … under the spans around them
 *   storage       who is calling, across awaits        ┐ closed when
 *   timers        that keep no process alive           ┘ it leaves
 *   watchdog      is the client alive, can the process bear it?
 */
import { admitGuest, createFailures, createRecorder, resolveTrackingOptions } from '@bud/runtime/attach';
import type { Recorder, RecorderParts, TrackingOptions } from '@bud/runtime/attach';
import { append } from '@bud/value';
import { createAdmission, type Admission } from './admission.ts';
import { createCounts } from './counts.ts';
import type { Inside, LeaveReason, Orders, Report } from './orders.ts';
import { createSpans, type SentSpan } from './own-span.ts';
import { builtin, contextStorage } from './storage.ts';
import { createTimers, type Timers } from './timers.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** What is kept for a client that does not ask; it asks ten times a second. */
const mostKept = 10_000;

/** Resolves to undefined where another client's recorder is in already. */
export function enterProcess(orders: Orders): Promise<Inside | undefined> {
  const timers = createTimers();
  return timers.between(() => {
    const guest = new Guest(orders, timers);
    return guest.enter() ? { beat: () => guest.beat(), leave: () => timers.between(() => guest.leave()) } : undefined;
  });
}

/** The recorder from when it comes in until nothing of it is left. */
class Guest {
  readonly #orders: Orders;
  readonly #timers: Timers;
  readonly #admission: Admission;
  readonly #failures = createFailures(() => {});
  readonly #counts = createCounts();
  #spans: SentSpan[] = [];
  #lost = 0;
  #left: LeaveReason | undefined;
  #leaveGate: (() => void) | undefined;
  #recorder: Recorder | undefined;
  #watchdog: Watchdog | undefined;

  constructor(orders: Orders, timers: Timers) {
    this.#orders = orders;
    this.#timers = timers;
    this.#admission = createAdmission(orders, timers.now);
  }

  /** False where another one stands at the gate. */
  enter(): boolean {
    this.#leaveGate = admitGuest((behind) => (this.#recorder = this.#recorderBefore(behind)).methods);
    if (this.#leaveGate === undefined) return false;
    contextStorage.open();
    this.#watchdog = startWatchdog(this.#orders, this.#timers, this.#admission.isOver, (reason) => this.#end(reason));
    return true;
  }

  beat(): Report {
    this.#watchdog?.heard();
    const spans = this.#spans;
    this.#spans = [];
    const skipped = this.#admission.takeSkipped() + this.#lost;
    this.#lost = 0;
    return { spans, counts: this.#counts.take(), skipped, failures: this.#failures.count, left: this.#left };
  }

  leave(): Report {
    this.#stop();
    this.#timers.clear();
    return this.beat();
  }

  /** By itself. One whose client is alive waits to be asked why. */
  #end(reason: LeaveReason): void {
    this.#stop();
    if (reason !== 'silence') {
      this.#left ??= reason;
      return;
    }
    this.#timers.clear();
    if (this.#orders.closesInspector) closeInspector();
  }

  #stop(): void {
    this.#leaveGate?.();
    this.#leaveGate = undefined;
    this.#recorder?.endAll();
    contextStorage.close();
  }

  #recorderBefore(behind: RecorderParts['behind']): Recorder {
    const isRead = this.#orders.mode === 'spans';
    const options = { ...this.#provider(), captureInput: isRead, captureOutput: isRead };
    const { isOff, admits } = this.#admission;
    const parts = { clock: this.#timers, isOff, admits, readerOf: () => undefined, behind };
    return createRecorder(
      resolveTrackingOptions(options, () => {}),
      this.#failures,
      parts,
    );
  }

  #provider(): TrackingOptions {
    const isCounted = this.#orders.mode === 'counts';
    const counts = this.#counts;
    const spans = createSpans(
      this.#orders.idPrefix,
      this.#timers.now,
      (options) => isCounted && counts.started(options),
      (span, options) => (isCounted ? counts.ended(span, options) : this.#keep(span.sent())),
    );
    // Proof of the cast: the recorder asks a provider for its tracer, and a tracer for spans, and nothing else.
    return { tracerProvider: { getTracer: () => spans } as unknown as TracerProvider };
  }

  #keep(span: SentSpan): void {
    if (this.#spans.length < mostKept) append(this.#spans, span);
    else this.#lost += 1;
  }
}

type TracerProvider = NonNullable<TrackingOptions['tracerProvider']>;

function closeInspector(): void {
  const { close } = builtin('inspector') ?? {};
  if (typeof close === 'function') close();
}
