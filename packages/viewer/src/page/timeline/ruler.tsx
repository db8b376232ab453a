import type { JSX, TargetedPointerEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { shownDuration } from '../show/quantity.ts';
import { shownType } from '../../store/shown-type.ts';
import { colorOf } from '../show/type.ts';
import { openTrace } from '../state/open-trace.ts';
import { theme } from '../state/theme.ts';
import { Canvas } from './canvas.tsx';
import { tickCount, timeAt, xOf } from './paint.ts';
import { paletteOf } from './palette.ts';
import { now, wholeMs, zoom } from './state.ts';
import { ticksOf, type TimeWindow } from './window.ts';

/** More spans than this are drawn on top of each other anyway. */
const mostDrawn = 4000;
/** Less is a click, and no drag. */
const dragPx = 4;

/** The scale of times, above a small picture of the whole trace in which a part can be chosen. */
export function Ruler({ window }: { readonly window: TimeWindow }): JSX.Element {
  const dragFrom = useRef<number | undefined>(undefined);
  const [drag, setDrag] = useState<TimeWindow>();
  const whole = { fromMs: 0, toMs: wholeMs.value };
  // Read here, and not when it draws: what is read here makes it draw again.
  void [theme.value, openTrace.value, now.value];
  const chosen = zoom.value;
  const at = (event: TargetedPointerEvent<HTMLCanvasElement>): number =>
    timeAt({ window: whole, widthPx: event.currentTarget.clientWidth }, event.offsetX);
  return (
    <div class="ruler">
      <Canvas className="ruler-scale" draw={(pen, width) => paintScale(pen, width, window)} />
      <Canvas
        className="ruler-whole"
        draw={(pen, width, height) => paintWhole(pen, [width, height], whole, drag ?? chosen)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragFrom.current = event.offsetX;
        }}
        onPointerMove={(event) => {
          const from = dragFrom.current;
          if (from === undefined || Math.abs(event.offsetX - from) < dragPx) return;
          const [a, b] = [timeAt({ window: whole, widthPx: event.currentTarget.clientWidth }, from), at(event)];
          setDrag({ fromMs: Math.max(Math.min(a, b), 0), toMs: Math.min(Math.max(a, b), whole.toMs) });
        }}
        onPointerUp={() => {
          dragFrom.current = undefined;
          if (drag !== undefined) zoom.value = drag;
          setDrag(undefined);
        }}
        onDblClick={() => (zoom.value = undefined)}
      />
    </div>
  );
}

function paintScale(pen: CanvasRenderingContext2D, widthPx: number, window: TimeWindow): void {
  const palette = paletteOf(pen.canvas);
  pen.clearRect(0, 0, widthPx, 40);
  for (const ms of ticksOf(window, tickCount(widthPx))) {
    const x = xOf({ window, widthPx }, ms);
    pen.fillStyle = palette.grid;
    pen.fillRect(Math.round(x), 12, 1, 12);
    pen.fillStyle = palette.text;
    const label = shownDuration(ms);
    if (x + pen.measureText(label).width + 4 < widthPx) pen.fillText(label, x + 4, 11);
  }
}

function paintWhole(
  pen: CanvasRenderingContext2D,
  [widthPx, heightPx]: readonly [number, number],
  whole: TimeWindow,
  chosen: TimeWindow | undefined,
): void {
  const palette = paletteOf(pen.canvas);
  pen.clearRect(0, 0, widthPx, heightPx);
  const open = openTrace.peek();
  const spans = open?.trace.spans ?? [];
  const stride = Math.ceil(spans.length / mostDrawn);
  const lanes = Math.max(1, Math.floor((heightPx - 4) / 3));
  for (let index = 0; index < spans.length; index += stride) {
    const span = spans[index];
    if (span === undefined || open === undefined) continue;
    const from = span.startMs - open.startMs;
    const to = span.isOpen ? now.value - open.startMs : from + (span.durationMs ?? 0);
    const x = xOf({ window: whole, widthPx }, from);
    pen.fillStyle = span.error === undefined ? (palette.types[colorOf(shownType(span))] ?? '') : palette.error;
    pen.fillRect(
      x,
      2 + (Math.floor(index / stride) % lanes) * 3,
      Math.max(xOf({ window: whole, widthPx }, to) - x, 1),
      2,
    );
  }
  if (chosen === undefined) return;
  const [left, right] = [chosen.fromMs, chosen.toMs].map((ms) => xOf({ window: whole, widthPx }, ms));
  pen.fillStyle = palette.selection;
  pen.globalAlpha = 0.75;
  pen.fillRect(0, 0, left ?? 0, heightPx);
  pen.fillRect(right ?? 0, 0, widthPx - (right ?? 0), heightPx);
  pen.globalAlpha = 1;
}
