import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { go, traceId } from '../state/route.ts';

const choosing = signal(false);
/** Whether the next trace that is chosen in the list is compared with the one that is open. */
export const comparing: ReadonlySignal<boolean> = choosing;
/** The one in the list that the keyboard points at meanwhile. */
export const candidate: Signal<string | undefined> = signal();

// It was about the trace that was left.
effect(() => {
  void traceId.value;
  stopComparing();
});

/** Lets a trace of the list be chosen, by the mouse, or by arrows and Enter; does nothing where none is open. */
export function startComparing(): void {
  if (traceId.peek() === undefined) return;
  choosing.value = true;
  document.getElementById('traces-list')?.focus();
}

export function stopComparing(): void {
  choosing.value = false;
  candidate.value = undefined;
}

/** Compares the open trace, which is the later one, with another. */
export function compareWith(beforeId: string): void {
  stopComparing();
  if (traceId.peek() !== beforeId) go({ beforeId, spanId: undefined });
}
