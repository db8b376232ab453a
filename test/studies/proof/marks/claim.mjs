import { parseSync } from 'oxc-parser';
import { lostCode } from '../../../fixtures/lost-code.mjs';

const everyFunction = { rules: [{ functions: '*' }] };

/** What is claimed for any source text whatever; each gives `null` or what is wrong. */
const claims = {
  'the source text outside the insertions is unchanged': ({ text, marked }) => lostCode(text, marked.code)[0] ?? null,
  'the output parses': ({ marked }) => problemOf(marked, 'BUD002'),
  'instrumenting twice changes nothing': ({ instrument, path, options, marked }) =>
    instrument(marked.code, path, options).code === marked.code ? null : 'the second time changed it again',
  'every mark is attached or has a problem': unheardMark,
};

/**
 * Tries every claim on source text: `wrong` is the first that does not hold, or `null`, `functions` how many were
 * tracked. Throwing counts as a claim that does not hold.
 */
export function tryClaims(instrument, { path, text, hasRule }) {
  const options = hasRule ? everyFunction : {};
  try {
    const marked = instrument(text, path, options);
    const functions = marked.sites.length;
    for (const [claim, check] of Object.entries(claims)) {
      const wrong = check({ instrument, path, text, options, marked });
      if (wrong !== null) return { wrong: `${claim}: ${wrong}`, functions };
    }
    return { wrong: null, functions };
  } catch (error) {
    return { wrong: `nothing is thrown: ${error.stack}`, functions: 0 };
  }
}

function problemOf({ problems }, code) {
  return problems.find((problem) => problem.code === code)?.message ?? null;
}

/**
 * The only mark of a file has to show: in a tracked function, in one that is tracked no more, or in a problem. Without
 * the mark the same source is compiled once more, to see which.
 */
function unheardMark({ instrument, path, text, marked }) {
  const marks = commentsOf(path, text).flatMap((comment) => comment.match(/(?<![^\s*])@track(?![^\s*])/g) ?? []);
  if (marks.length !== 1 || marked.problems.length > 0) return null;
  const ruled = instrument(text, path, everyFunction);
  const unmarked = instrument(text.replaceAll('@track', '@trick'), path, everyFunction);
  const isOff = ruled.sites.length < unmarked.sites.length || ruled.problems.length < unmarked.problems.length;
  return marked.sites.length > 0 || isOff || isFileOff(text) ? null : 'this one does nothing';
}

/** `@track-file off` at the beginning rightly silences marks. */
function isFileOff(text) {
  return /@track-file/.test(text);
}

function commentsOf(path, text) {
  const { comments } = parseSync(path, text, { lang: path.endsWith('.ts') ? 'ts' : 'tsx', sourceType: 'unambiguous' });
  return comments.map(({ value }) => value);
}
