import { extentOf, type TraceSpan } from '@bud/trace';
import { shownDuration } from '../show/quantity.ts';
import { shownType } from '../../store/shown-type.ts';
import { colorOf } from '../show/type.ts';
import type { Palette } from './palette.ts';
import type { SpanRow } from './rows.ts';
import { ticksOf, type TimeWindow } from './window.ts';

/** What the waterfall draws. */
export interface Picture {
  readonly rows: readonly SpanRow[];
  /** The rows that are seen. */
  readonly first: number;
  readonly last: number;
  /** Where the first of all rows would begin. */
  readonly topPx: number;
  readonly rowPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly window: TimeWindow;
  readonly startMs: number;
  /** Where open spans end. */
  readonly nowMs: number;
  /** Parts of the critical path, by span. */
  readonly critical: ReadonlyMap<TraceSpan, readonly (readonly [fromMs: number, toMs: number])[]>;
  /** Times of log records, by span id. */
  readonly logTimes: ReadonlyMap<string, readonly number[]>;
  readonly palette: Palette;
}

type Pen = CanvasRenderingContext2D;

const paddingPx = 8;
const minBarPx = 2;

/** Draws the bars of the rows that are seen. */
export function paintWaterfall(pen: Pen, picture: Picture): void {
  const { widthPx, heightPx } = picture;
  pen.clearRect(0, 0, widthPx, heightPx);
  paintGrid(pen, picture);
  for (let index = picture.first; index <= picture.last; index += 1) {
    const row = picture.rows[index];
    if (row !== undefined) paintRow(pen, picture, row, picture.topPx + index * picture.rowPx);
  }
}

/** Where a time stands. */
export function xOf({ window: { fromMs, toMs }, widthPx }: Pick<Picture, 'window' | 'widthPx'>, ms: number): number {
  return paddingPx + ((ms - fromMs) / (toMs - fromMs || 1)) * (widthPx - 2 * paddingPx);
}

/** Which time stands there. */
export function timeAt({ window: { fromMs, toMs }, widthPx }: Pick<Picture, 'window' | 'widthPx'>, x: number): number {
  return fromMs + ((x - paddingPx) / Math.max(widthPx - 2 * paddingPx, 1)) * (toMs - fromMs);
}

export function tickCount(widthPx: number): number {
  return Math.max(1, Math.floor(widthPx / 110));
}

function paintGrid(pen: Pen, picture: Picture): void {
  pen.fillStyle = picture.palette.grid;
  for (const ms of ticksOf(picture.window, tickCount(picture.widthPx)))
    pen.fillRect(Math.round(xOf(picture, ms)), 0, 1, picture.heightPx);
}

function paintRow(pen: Pen, picture: Picture, { span, isExpanded }: SpanRow, y: number): void {
  const { startMs, nowMs, palette, rowPx, widthPx } = picture;
  const from = span.startMs - startMs;
  const to = span.isOpen ? nowMs - startMs : extentOf(span).endMs - startMs;
  const [left, right] = [xOf(picture, Math.min(from, to)), xOf(picture, Math.max(from, to))];
  const color = span.error === undefined ? (palette.types[colorOf(shownType(span))] ?? palette.text) : palette.error;
  const [top, height] = [y + 6, rowPx - 12];
  if (right >= 0 && left <= widthPx) {
    const [x, width] = clipped(left, right, widthPx);
    if (span.attributes['bud.span_type'] === 'log') paintDiamond(pen, color, left, y + rowPx / 2);
    else {
      paintBar(pen, color, [x, top, width, height], isExpanded && span.children.length > 0 ? 0.45 : 0.9);
      if (isExpanded) paintSelf(pen, picture, span, color, top, height);
      if (span.isOpen) paintOpenEnd(pen, color, x + width, top, height);
    }
    paintCritical(pen, picture, span, top + height);
    paintMarks(pen, picture, span, y);
  }
  paintLabel(pen, picture, span, left, right, y);
}

function clipped(left: number, right: number, widthPx: number): readonly [x: number, width: number] {
  const x = Math.max(left, -4);
  return [x, Math.max(Math.min(right, widthPx + 4) - x, minBarPx)];
}

function paintBar(
  pen: Pen,
  color: string,
  [x, y, width, height]: readonly [number, number, number, number],
  alpha: number,
): void {
  pen.globalAlpha = alpha;
  pen.fillStyle = color;
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(3, width / 2));
  pen.fill();
  pen.globalAlpha = 1;
}

/** Where nothing below the span ran, the bar is strong: that is its self time. */
function paintSelf(pen: Pen, picture: Picture, span: TraceSpan, color: string, top: number, height: number): void {
  if (span.children.length === 0 || span.children.length > mostChildrenDrawn || span.isOpen) return;
  const { startMs, widthPx } = picture;
  const { startMs: from, endMs: to } = extentOf(span);
  let at = from;
  for (const child of span.children) {
    const { startMs: childFrom, endMs: childTo } = extentOf(child);
    if (childFrom > at) paintPart(at, Math.min(childFrom, to));
    at = Math.max(at, childTo);
  }
  if (at < to) paintPart(at, to);

  function paintPart(fromMs: number, toMs: number): void {
    const [left, right] = [xOf(picture, fromMs - startMs), xOf(picture, toMs - startMs)];
    if (right < 0 || left > widthPx || right - left < 0.5) return;
    const [x, width] = clipped(left, right, widthPx);
    paintBar(pen, color, [x, top, width, height], 0.9);
  }
}

/** More than this are drawn on top of each other anyway. */
const mostChildrenDrawn = 2000;

function paintOpenEnd(pen: Pen, color: string, x: number, top: number, height: number): void {
  pen.fillStyle = color;
  for (const [offset, alpha] of [
    [2, 0.7],
    [6, 0.45],
    [10, 0.2],
  ] as const) {
    pen.globalAlpha = alpha;
    pen.fillRect(x + offset, top, 2, height);
  }
  pen.globalAlpha = 1;
}

function paintDiamond(pen: Pen, color: string, x: number, y: number): void {
  pen.fillStyle = color;
  pen.beginPath();
  pen.moveTo(x, y - 4);
  pen.lineTo(x + 4, y);
  pen.lineTo(x, y + 4);
  pen.lineTo(x - 4, y);
  pen.fill();
}

function paintCritical(pen: Pen, picture: Picture, span: TraceSpan, y: number): void {
  const { startMs, palette, widthPx } = picture;
  pen.fillStyle = palette.critical;
  for (const [fromMs, toMs] of picture.critical.get(span) ?? []) {
    const [left, right] = [xOf(picture, fromMs - startMs), xOf(picture, toMs - startMs)];
    if (right < 0 || left > widthPx) continue;
    const [x, width] = clipped(left, right, widthPx);
    pen.fillRect(x, y + 1, width, 2);
  }
}

/** Events of the span, and log records that were written in it. */
function paintMarks(pen: Pen, picture: Picture, span: TraceSpan, y: number): void {
  const { startMs, palette, rowPx, logTimes } = picture;
  pen.fillStyle = palette.text;
  for (const ms of logTimes.get(span.spanId) ?? [])
    pen.fillRect(xOf(picture, ms - startMs) - 1, y + rowPx / 2 - 1.5, 3, 3);
  if (span.events.length > mostMarks) return;
  for (const { name, timeMs } of span.events) {
    pen.fillStyle = name === 'exception' ? palette.error : palette.text;
    pen.fillRect(xOf(picture, timeMs - startMs) - 0.75, y + 4, 1.5, rowPx - 8);
  }
}

const mostMarks = 200;

/** The duration beside the bar, where there is room. */
function paintLabel(pen: Pen, picture: Picture, span: TraceSpan, left: number, right: number, y: number): void {
  const { palette, widthPx, rowPx, nowMs } = picture;
  if (span.attributes['bud.span_type'] === 'log') return;
  const label = span.isOpen ? `${shownDuration(nowMs - span.startMs)} …` : shownDuration(span.durationMs ?? 0);
  const { width } = pen.measureText(label);
  const isRight = right + width + 18 < widthPx;
  const x = isRight ? Math.max(right, 0) + (span.isOpen ? 16 : 6) : Math.min(left, widthPx) - width - 6;
  if (x < 2) return;
  pen.fillStyle = palette.text;
  pen.fillText(label, x, y + rowPx / 2 + 0.5);
}
