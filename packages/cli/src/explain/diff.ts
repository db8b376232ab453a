import { diffWordsWithSpace, structuredPatch } from 'diff';

import type { Colors } from '../terminal/terminal.ts';

/** The difference between two versions of a file, with a line of context; inside changed lines, what is new stands out. */
export function formatDiff(before: string, after: string, colors: Colors): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 1 });
  return hunks
    .map(({ oldStart, oldLines, lines }) =>
      [colors.dim(`  @@ ${oldLines} lines from line ${oldStart} @@`), ...hunkLines(lines, colors)].join('\n'),
    )
    .join('\n');
}

function hunkLines(lines: readonly string[], colors: Colors): readonly string[] {
  const removed = lines.filter((line) => line.startsWith('-'));
  let added = 0;
  return lines.map((line) => {
    if (line.startsWith('-')) return `  ${colors.red(line)}`;
    if (!line.startsWith('+')) return `  ${line}`;
    // No line is added or taken away: the n-th new line is the n-th old one with insertions.
    const old = removed[added++]?.slice(1) ?? '';
    const parts = diffWordsWithSpace(old, line.slice(1)).filter((part) => !part.removed);
    return `  ${colors.green('+')}${parts.map(({ value, added: isNew }) => (isNew ? colors.green(value) : value)).join('')}`;
  });
}
