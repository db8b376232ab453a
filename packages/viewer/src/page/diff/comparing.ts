import { signal, type Signal } from '@preact/signals';
import { go, traceId } from '../state/route.ts';

/** Whether the next trace that is chosen in the list is compared with the one that is open. */
export const comparing: Signal<boolean> = signal(false);

/** Compares the open trace, which is the later one, with another. */
export function compareWith(beforeId: string): void {
  comparing.value = false;
  if (traceId.peek() !== beforeId) go({ beforeId, spanId: undefined });
}
