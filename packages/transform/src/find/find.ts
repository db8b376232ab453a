/*
 * The tree becomes a list of functions; then marks are given what they attach to:
 *
 *   Program ─ instrumented: already? ─ walk ─┬─ target: which nodes begin where a mark points
 *     └─ visitors ─┬─ visit-function → function: its name, scope, member, exports, destination
 *                  ├─ component: what React's compiler looks at
 *                  └─ classes, scopes, declarations, references, writes
 *     surroundings are passed from a node to its children; Notes collect what is found in the whole file → Found
 *   Found + marks ─ attach → Attached: function or class → its marks
 *                   └─ export-binding: what SWC has put in place of `export default`
 */
import type { Parsed } from '../language/parse.ts';
import { lookUp, openScope, type Scope } from '../language/scope.ts';
import { directivesOf, hasUseStrict, type Node } from '../language/syntax.ts';
import type { Mark } from '../mark/mark.ts';
import { destinationOf } from './destination.ts';
import { exportedNamesOf } from './exports.ts';
import type { FoundClass, FoundFunction } from './function.ts';
import type { Notes } from './surroundings.ts';
import { createTargets, type Targets } from './target.ts';
import { visitors } from './visitors.ts';
import { walk } from './walk.ts';

/** Everything later stages need to know of one file; made in a single walk. */
export interface Found {
  /** In source order, outer before inner. */
  readonly functions: readonly FoundFunction[];
  readonly classes: readonly FoundClass[];
  readonly targets: Targets;
  /** Calls of TypeScript's own, into which it copies comments. */
  readonly decorateCalls: readonly Node[];
  /** Names that some assignment, update or loop in the file writes to. */
  readonly writtenNames: ReadonlySet<string>;
  /** A direct `eval` or a `with` statement: names may mean anything. */
  readonly hasDynamicNames: boolean;
  readonly topScope: Scope;
  /** It refers to `require`, `module` or `exports`, and declares no such name there. */
  readonly loadsCommonJs: boolean;
  readonly isTypeScript: boolean;
  readonly isModule: boolean;
  /** Of the whole file. */
  readonly directives: readonly string[];
}

/**
 * Finds every function of a file with its name, scope and what it refers to, in one walk. `path` is that of the file; what
 * `marks` point at is noted down on the way.
 */
export function find(parsed: Parsed, path: string, marks: readonly Mark[]): Found {
  const { program, isModule, isTypeScript } = parsed;
  const topScope = openScope(null, true);
  const file = notesOf(parsed, path, marks);
  const top = {
    file,
    scope: topScope,
    label: '',
    isStrict: isModule || hasUseStrict(program.body),
    isInsideWith: false,
    function: null,
    isInsideClass: false,
    taken: null,
    class: null,
    receivers: [],
    renderings: [],
  };
  walk(program, top, visitors, (node) => file.targets.note(node));
  const loadsCommonJs = file.commonJsUses.some(([name, scope]) => lookUp(scope, name) === null);
  const { functions, classes, targets, decorateCalls, writtenNames, hasDynamicNames } = file;
  return {
    functions,
    classes,
    targets,
    decorateCalls,
    writtenNames,
    hasDynamicNames,
    topScope,
    loadsCommonJs,
    isTypeScript,
    isModule,
    directives: directivesOf(program.body),
  };
}

/** Nothing found yet. */
function notesOf({ program, isModule }: Parsed, path: string, marks: readonly Mark[]): Notes {
  return {
    fileStem: fileStem(path),
    isModule,
    destination: destinationOf(program.body),
    exportedNames: exportedNamesOf(program),
    functions: [],
    classes: [],
    targets: createTargets([...new Set(marks.map(({ target }) => target))]),
    decorateCalls: [],
    writtenNames: new Set(),
    commonJsUses: [],
    hasDynamicNames: false,
  };
}

function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.[^.]*$/, '') || name;
}
