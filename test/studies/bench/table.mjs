import { markdown } from '../markdown.mjs';

/** Prints rows of strings as a Markdown table; the first row is the head. */
export function printLines(lines) {
  console.log(`${markdown(lines)}\n`);
}

/** One measurement, and its ratio to the one that the others compare with. */
export function timing({ medianNs, spreadPercent }, first) {
  const digits = medianNs < 100 ? 1 : 0;
  return `${medianNs.toFixed(digits)} (${spreadPercent.toFixed(0)} %) ×${(medianNs / first.medianNs).toFixed(2)}`;
}
