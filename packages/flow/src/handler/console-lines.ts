import { oneLine } from '@bud/value/recorded';
import type { FlowEvent } from '../event/event.ts';

/**
 * An event on one line: `13:20:07.512 info  exit   tool.search  12 ms`.
 *
 * The time is UTC.
 */
export function eventLine({ timestamp, level, event_type: type, node, message, data, metrics }: FlowEvent): string {
  const time = new Date(timestamp * 1000).toISOString().slice(11, 23);
  const numbers = Object.entries(metrics).map(([name, value]) => shownMetric(name, value ?? 0));
  const failure = data.error ? [`${data.error.type}: ${data.error.message}`] : [];
  const said = message === undefined ? [] : [message];
  const words = [time, level.padEnd(6), type.padEnd(6), node, ...numbers, ...(failure.length > 0 ? failure : said)];
  return oneLine(words.join(' '));
}

function shownMetric(name: string, value: number): string {
  if (name === 'duration_ms') return `${Number(value.toPrecision(3))} ms`;
  return name === 'cost_usd' ? `$${Number(value.toPrecision(3))}` : `${name}=${value}`;
}
