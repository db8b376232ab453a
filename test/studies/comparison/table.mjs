import { markdown } from '../markdown.mjs';

const signs = { passed: '✓', failed: '✗', skipped: '–' };

/** The sign of an outcome. */
export function signOf(outcome) {
  return signs[Object.keys(signs).find((key) => outcome[key] !== undefined)];
}

/** Rows of words in columns, the first one wide. */
export function textTable(groups, contenders, outcomes) {
  const wide = Math.max(...groups.flatMap(({ rows }) => rows.map(({ name }) => name.length)));
  const cells = (row) =>
    contenders.map(({ name }) => centered(signOf(outcomes.get(name).get(row.name)), name.length)).join('  ');
  return [
    `${''.padEnd(wide)}  ${contenders.map(({ name }) => name).join('  ')}`,
    ...groups.flatMap(({ title, rows }) => [title, ...rows.map((row) => `${row.name.padEnd(wide)}  ${cells(row)}`)]),
    `${'passed'.padEnd(wide)}  ${contenders.map(({ name }) => centered(totalOf(outcomes.get(name)), name.length)).join('  ')}`,
  ].join('\n');
}

/** The same for a README. */
export function markdownTable(groups, contenders, outcomes) {
  const signsOf = (row) => contenders.map(({ name }) => signOf(outcomes.get(name).get(row.name)));
  const lines = [
    ['', ...contenders.map(({ name }) => name)],
    ...groups.flatMap(({ rows }) => rows.map((row) => [row.name, ...signsOf(row)])),
    ['**passed**', ...contenders.map(({ name }) => `**${totalOf(outcomes.get(name))}**`)],
  ];
  return markdown(lines, `l${'c'.repeat(contenders.length)}`);
}

function totalOf(outcomes) {
  const all = [...outcomes.values()];
  const asked = all.filter((outcome) => outcome.skipped === undefined);
  return `${asked.filter((outcome) => outcome.passed).length}/${asked.length}`;
}

function centered(text, width) {
  return text.padStart(Math.ceil((width + text.length) / 2)).padEnd(width);
}
