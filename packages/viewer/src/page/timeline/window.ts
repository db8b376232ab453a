/** The part of a trace's time that is seen, in milliseconds since its start. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

const narrowestMs = 0.001;

/** Makes a window narrower or wider around a point of it, and keeps it within the trace. */
export function zoomed({ fromMs, toMs }: TimeWindow, factor: number, aroundMs: number, wholeMs: number): TimeWindow {
  const width = Math.min(Math.max((toMs - fromMs) * factor, narrowestMs), wholeMs);
  const part = (aroundMs - fromMs) / (toMs - fromMs || 1);
  return within(aroundMs - part * width, width, wholeMs);
}

export function panned({ fromMs, toMs }: TimeWindow, byMs: number, wholeMs: number): TimeWindow {
  return within(fromMs + byMs, toMs - fromMs, wholeMs);
}

function within(fromMs: number, width: number, wholeMs: number): TimeWindow {
  const from = Math.min(Math.max(fromMs, 0), Math.max(wholeMs - width, 0));
  return { fromMs: from, toMs: from + width };
}

/** Round times to write at a scale: at most so many, 1, 2 or 5 times a power of ten apart. */
export function ticksOf({ fromMs, toMs }: TimeWindow, most: number): readonly number[] {
  const width = toMs - fromMs;
  if (!(width > 0) || most < 1) return [];
  const rough = width / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(fromMs / step);
  const last = Math.floor(toMs / step);
  return Array.from({ length: Math.min(last - first + 1, most + 2) }, (_, index) => (first + index) * step);
}
