/**
 * What became of one file, for people to read:
 *
 *   Marks        line:column, the mark, and the function or class that it reached
 *   Functions    shape, why that one, and what its spans will hold
 *   nothing at all ─▶ why: off, `@track-file off`, instrumented before
 *   Emitted ─▶ diff    the lines that are now different, with what was inserted
 */
import { linesOf, reasons, siteSummary, type ConsideredFunction, type Instrumented, type Lines } from '@bud/transform';

import { formatDiff } from './diff.ts';
import type { Colors } from '../terminal/terminal.ts';

/** What became of one file, for people to read: its marks, its functions, and what is emitted. */
export function explanationOf(
  file: string,
  code: string,
  result: Instrumented,
  mode: 'on' | 'off',
  colors: Colors,
): string {
  const lines = linesOf(code);
  const whyNothing = nothingBecause(result, mode);
  const sections = [
    [colors.bold(file)],
    section(
      'Marks',
      result.marks.map((mark) => markEntry(mark, code, lines, colors)),
      colors,
    ),
    section(
      'Functions',
      result.considered.map((each) => functionEntry(each, lines, colors)),
      colors,
    ),
    whyNothing === null ? [] : [whyNothing],
    result.changed ? section('Emitted', [formatDiff(code, result.code, colors)], colors) : [],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n\n`;
}

function section(title: string, entries: readonly string[], colors: Colors): readonly string[] {
  return entries.length === 0 ? [] : [colors.underline(title), ...entries];
}

function nothingBecause({ skipped, considered, marks }: Instrumented, mode: 'on' | 'off'): string | null {
  if (mode === 'off') return 'Nothing is tracked: tracking is off.';
  if (skipped === 'file-off') return 'Nothing is tracked: the file says `@track-file off`.';
  if (skipped === 'instrumented') return 'Nothing is tracked: the file is already instrumented.';
  return considered.length + marks.length === 0 ? 'Nothing is tracked: no mark or rule asks for it.' : null;
}

function markEntry(
  { start, end, target }: Instrumented['marks'][number],
  code: string,
  lines: Lines,
  colors: Colors,
): string {
  const reached = target === null ? colors.yellow('nothing') : `${target.kind} ${colors.cyan(target.name)}`;
  return `  ${formatPosition(lines, start)}  ${code.slice(start, end)}  → ${reached}`;
}

function functionEntry(each: ConsideredFunction, lines: Lines, colors: Colors): string {
  const { name, runs, shape, reason, site, rules, start } = each;
  const shownShape = shape === null ? colors.yellow('not tracked') : colors.green(shape);
  const byRules = rules.length === 0 ? '' : `, asked for by ${rules.map((index) => `rules[${index}]`).join(', ')}`;
  return [
    `  ${formatPosition(lines, start)}  ${colors.cyan(name)} (${runs})${byRules}`,
    `    ${shownShape}, because ${reasons[reason]}`,
    ...(site === null ? [] : [`    ${siteSummary(site)}`]),
  ].join('\n');
}

/** 1-based line and column. */
function formatPosition(lines: Lines, offset: number): string {
  const { line, column } = lines.at(offset);
  return `${line}:${column}`;
}
