/**
 * How things are written everywhere on the page:
 *
 *   quantity    durations, counts, cost, ages
 *   type        what kind of step a span is; type-mark in its color
 *   icon, memo  lines of a drawing, and icon-button, which has one; what is drawn again only when it is another one
 */
/** `812 µs`, `12.4 ms`, `3.21 s`, `2 m 05 s`. */
export function shownDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 0) return `−${shownDuration(-ms)}`;
  if (ms === 0) return '0';
  if (ms < 1) return `${Math.max(1, Math.round(ms * 1000))} µs`;
  if (ms < 1000) return `${precise(ms)} ms`;
  if (ms < 60_000) return `${precise(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${twoDigits(Math.floor((seconds % 3600) / 60))} m`;
}

function precise(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `12`, `1.2k`, `3.4M`. */
export function shownCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 999_500) return `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;
  return `${(count / 1e6).toFixed(1)}M`;
}

/** `$0.0123`: two digits that say something, however small the cost. */
export function shownCost(usd: number): string {
  if (usd === 0) return '$0';
  return usd >= 1 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2)).toFixed(Math.min(8, digitsOf(usd)))}`;
}

function digitsOf(usd: number): number {
  return Math.max(2, 1 - Math.floor(Math.log10(usd)));
}

// Made once, while the page opens: each takes longer to make than a frame may.
const timeOfDay = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat([], { month: 'short', day: 'numeric' });
const wholeNumber = new Intl.NumberFormat('en');

/** `12,345`: every digit. */
export function shownNumber(count: number): string {
  return wholeNumber.format(count);
}

/** `now`, `12 s ago`, `5 min ago`, then the time of the day, then the date. */
export function shownAge(ms: number, nowMs: number): string {
  const seconds = Math.round((nowMs - ms) / 1000);
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return '–';
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  return (isToday ? timeOfDay : dayOfYear).format(date);
}
