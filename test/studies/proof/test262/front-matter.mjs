import { parse } from 'yaml';

/** What a test says of itself between its first comment's dashes; see INTERPRETING.md of the suite. */
export function readFrontMatter(source) {
  const text = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? '';
  const { flags = [], includes = [], negative = null } = parse(text.replace(/\r\n?/g, '\n')) ?? {};
  return { flags: new Set(flags), includes, negative };
}

/** The ways in which a test has to run. */
export function goalsOf({ flags }) {
  if (flags.has('module')) return ['module'];
  if (flags.has('onlyStrict')) return ['strict'];
  return flags.has('noStrict') || flags.has('raw') ? ['sloppy'] : ['sloppy', 'strict'];
}
