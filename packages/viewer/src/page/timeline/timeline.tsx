import type { JSX, TargetedWheelEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { openTrace } from '../state/open-trace.ts';
import { theme } from '../state/theme.ts';
import { Canvas } from './canvas.tsx';
import { paintWaterfall, timeAt } from './paint.ts';
import { paletteOf } from './palette.ts';
import { Ruler } from './ruler.tsx';
import { critical, logTimes, now, rows, seen, select, selectedIndex, wholeMs, zoom } from './state.ts';
import { TreeRow } from './tree-row.tsx';
import { treeKey } from './tree-keys.ts';
import { useVirtualRows } from './virtual.ts';
import { panned, zoomed, type TimeWindow } from './window.ts';

const rowPx = 26;

export function Timeline(): JSX.Element {
  const virtual = useVirtualRows(rows.value.length, rowPx);
  const index = selectedIndex.value;
  const { scrollTo } = virtual;
  const latestScroll = useRef(scrollTo);
  latestScroll.current = scrollTo;
  useLayoutEffect(() => {
    if (index >= 0) latestScroll.current(index);
  }, [index]);
  const window = seen.value;
  const activeId = index >= 0 ? rowId(index) : undefined;
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-head">
        <div class="tree-head">
          <span>Span</span>
          <span class="head-number">Self</span>
          <span class="head-number">Total</span>
        </div>
        <Ruler window={window} />
      </div>
      <div class="timeline-body">
        <div
          class="timeline-scroller"
          ref={virtual.scroller}
          role="treegrid"
          aria-label="Spans of the trace"
          aria-rowcount={rows.value.length}
          aria-colcount={3}
          {...(activeId !== undefined && { 'aria-activedescendant': activeId })}
          tabIndex={0}
          id="tree"
          onKeyDown={treeKey}
        >
          <div class="timeline-rows" style={{ height: `${virtual.heightPx}px` }} role="rowgroup">
            {virtual.items.map((item) => {
              const row = rows.value[item.index];
              return row === undefined ? null : (
                <TreeRow
                  key={row.span.spanId}
                  id={rowId(item.index)}
                  row={row}
                  index={item.index}
                  topPx={item.start}
                  isSelected={item.index === index}
                  isCritical={critical.value.has(row.span)}
                />
              );
            })}
          </div>
        </div>
        <Waterfall window={window} topPx={-virtual.scrollTop} viewPx={virtual.viewPx} />
      </div>
    </section>
  );
}

function rowId(index: number): string {
  return `row-${index}`;
}

function Waterfall({
  window,
  topPx,
  viewPx,
}: {
  readonly window: TimeWindow;
  readonly topPx: number;
  readonly viewPx: number;
}): JSX.Element {
  // Read here, and not when it draws: what is read here makes it draw again.
  void theme.value;
  const open = openTrace.value;
  const [shown, path, times, nowMs] = [rows.value, critical.value, logTimes.value, now.value];
  return (
    <div
      class="waterfall"
      onClick={({ offsetY }) => {
        const row = rows.peek()[Math.floor((offsetY - topPx) / rowPx)];
        if (row !== undefined) select(row.span);
      }}
    >
      <Canvas
        className="waterfall-canvas"
        draw={(pen, widthPx, heightPx) => {
          paintWaterfall(pen, {
            rows: shown,
            first: Math.max(0, Math.floor(-topPx / rowPx)),
            last: Math.ceil((-topPx + Math.max(viewPx, heightPx)) / rowPx),
            topPx,
            rowPx,
            widthPx,
            heightPx,
            window,
            startMs: open?.startMs ?? 0,
            nowMs: Math.max(nowMs, open?.endMs ?? 0),
            critical: path,
            logTimes: times,
            palette: paletteOf(pen.canvas),
          });
        }}
        onWheel={(event) => turnWheel(event, window)}
      />
    </div>
  );
}

/** With Ctrl or ⌘ the wheel zooms around the pointer, with Shift or sideways it moves; else it scrolls the rows. */
function turnWheel(event: TargetedWheelEvent<HTMLCanvasElement>, window: TimeWindow): void {
  const { ctrlKey, metaKey, shiftKey, deltaX, deltaY, offsetX, currentTarget } = event;
  const widthPx = currentTarget.clientWidth;
  const across = shiftKey ? deltaY || deltaX : deltaX;
  if (ctrlKey || metaKey) {
    zoom.value = zoomed(window, 1.002 ** deltaY, timeAt({ window, widthPx }, offsetX), wholeMs.peek());
  } else if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
    zoom.value = panned(window, (across / widthPx) * (window.toMs - window.fromMs), wholeMs.peek());
  } else {
    document.getElementById('tree')?.scrollBy(0, deltaY);
    return;
  }
  event.preventDefault();
}
