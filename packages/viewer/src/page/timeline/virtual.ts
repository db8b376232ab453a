import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** A row that is seen. */
export interface VirtualItem {
  readonly index: number;
  readonly start: number;
}

/** Which of many rows are seen. */
export interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly heightPx: number;
  readonly items: readonly VirtualItem[];
  readonly scrollTop: number;
  readonly viewPx: number;
  readonly scrollTo: (index: number) => void;
}

/** Rows of one height, of which only those near the view are elements. */
export function useVirtualRows(count: number, rowPx: number, onNearEnd: () => void = () => {}): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [, setDrawn] = useState(0);
  const held = useRef<Virtualizer<HTMLDivElement, HTMLElement> | undefined>(undefined);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => setDrawn((times) => times + 1),
  };
  const virtualizer = (held.current ??= new Virtualizer<HTMLDivElement, HTMLElement>(options));
  virtualizer.setOptions({ ...virtualizer.options, ...options });
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useLayoutEffect(() => {
    if (count > 0 && last >= count - 50) onNearEnd();
  }, [last, count, onNearEnd]);
  return {
    scroller,
    heightPx: virtualizer.getTotalSize(),
    items,
    scrollTop: virtualizer.scrollOffset ?? 0,
    viewPx: virtualizer.scrollRect?.height ?? 0,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
