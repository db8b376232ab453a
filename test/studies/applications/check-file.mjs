import { instrument } from '@bud/transform';
import { parseSync, Visitor } from 'oxc-parser';

/** Every function, whatever it is called. */
const options = { rules: [{ functions: '*', type: 'tool' }] };

/**
 * Tracks every function of one file and looks at what came of its source. `isReadable`: the file parses as it is; `isBroken`:
 * it no longer does; `movedLines`: lines that are not what they were plus something inserted.
 */
export function checkFile(code, id) {
  const before = parseSync(id, code);
  const isReadable = before.errors.length === 0;
  const { code: tracked, sites, problems } = instrument(code, id, options);
  return {
    functions: isReadable ? functionsIn(before.program) : 0,
    tracked: sites.length,
    problems,
    isReadable,
    isBroken: isReadable && parseSync(id, tracked).errors.length > 0,
    movedLines: movedLines(code, tracked),
  };
}

/** Functions, methods and constructors with a body. */
function functionsIn(program) {
  let count = 0;
  const add = (node) => {
    if (node.body !== null) count++;
  };
  new Visitor({ FunctionDeclaration: add, FunctionExpression: add, ArrowFunctionExpression: add }).visit(program);
  return count;
}

function movedLines(before, after) {
  const [lines, written] = [before.split('\n'), after.split('\n')];
  if (lines.length !== written.length) return [Math.min(lines.length, written.length)];
  return lines.flatMap((line, at) => (isWithin(line, written[at]) ? [] : [at + 1]));
}

/** Whether all of a line stands in another one, in its order. */
function isWithin(line, other) {
  let at = 0;
  for (let from = 0; from < other.length; from++) if (other[from] === line[at]) at++;
  return at === line.length;
}
