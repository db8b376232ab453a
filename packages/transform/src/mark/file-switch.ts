import type { Parsed } from '../language/parse.ts';
import { beginningOf, isDirective, type Comment } from '../language/syntax.ts';
import type { Finding } from '../problem.ts';

const fileSwitch = /(?<=^|[\s*])@track-file(?=$|[\s*:(])[ \t]*(?<value>[^\s*]*)/m;

/**
 * `@track-file off`: nothing in the file is tracked. It has to come before the first statement that is not a
 * directive; what stands elsewhere, or says something else, is a finding.
 */
export function readFileSwitch(
  { comments, program }: Parsed,
  code: string,
): { readonly isOff: boolean; readonly findings: readonly Finding[] } {
  const first = program.body.find((statement) => !isDirective(statement));
  const beginning = first === undefined ? code.length : beginningOf(first);
  const read = comments.flatMap((comment) => readSwitch(comment, comment.end <= beginning) ?? []);
  return { isOff: read.includes('off'), findings: read.filter((each) => each !== 'off') };
}

function readSwitch(comment: Comment, isAtBeginning: boolean): 'off' | Finding | null {
  const match = fileSwitch.exec(comment.value);
  if (match === null) return null;
  const isOff = match.groups?.['value'] === 'off';
  if (isOff && isAtBeginning) return 'off';
  const start = comment.start + 2 + match.index;
  const end = start + match[0].length;
  return isOff
    ? {
        code: 'BUD110',
        message: 'this @track-file comes after the first statement',
        remedy: 'Move it to the beginning of the file.',
        start,
        end,
      }
    : { code: 'BUD102', message: `"${match[0].trim()}" is not a mark`, remedy: 'Write `@track-file off`.', start, end };
}
