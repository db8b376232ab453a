/** Prints rows of texts as a Markdown table; the first row is the head. */
export function printLines(lines) {
  const widths = lines[0].map((_, index) => Math.max(...lines.map((line) => line[index].length)));
  const text = lines.map((line) => `| ${line.map((item, index) => item.padEnd(widths[index])).join(' | ')} |`);
  text.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  console.log(`${text.join('\n')}\n`);
}

/** One measurement, and its ratio to the one that the others compare with. */
export function timing({ medianNs, spreadPercent }, first) {
  const digits = medianNs < 100 ? 1 : 0;
  return `${medianNs.toFixed(digits)} (${spreadPercent.toFixed(0)} %) ×${(medianNs / first.medianNs).toFixed(2)}`;
}
