import { markdownTable } from 'markdown-table';

/**
 * Rows of strings as a Markdown table; the first one is the head, and columns are aligned by its letters: `l`, `c`, `r`.
 *
 * @param {readonly (readonly string[])[]} lines
 * @param {string} [align]
 */
export function markdown(lines, align = '') {
  return markdownTable(lines, { align: align.split('') });
}
