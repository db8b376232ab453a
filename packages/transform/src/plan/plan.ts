/*
 * Functions and marks become a plan, plain JSON that every emitter reads:
 *
 *   plan-file ─ each function that a mark or rule asks for ─ plan-function
 *                 ├─ settings of rules, class mark and own mark, key by key ─ unwanted: off, type, level
 *                 ├─ shape/ ─ re-enter, enclose or front; refused: a finding      reason: why this one
 *                 ├─ describe-site ─ Site      site-summary: what it records, in a line
 *                 └─ check-names ─ findings
 *   prelude ─ where the gate and the sites go → ModulePlan
 *
 * What the plan consists of is all here; what one stage hands to the next on the way stands with that stage.
 */
import type { Runs, SourceSite } from '@bud/value/compiler';

import type { AttachedMark } from '../find/attach.ts';
import type { Standing } from '../find/component.ts';
import type { Class } from '../language/syntax.ts';
import type { Finding, Problem } from '../problem.ts';
import type { Reason } from './reason.ts';

/** All that an emitter needs to know of one file: plain JSON. With no `functions` the file stays as it is. */
export interface ModulePlan {
  readonly functions: readonly PlannedFunction[];
  /** Every function that a mark or rule asks for, the planned ones among them. */
  readonly considered: readonly ConsideredFunction[];
  readonly methodAliases: readonly PlannedMethodAlias[];
  readonly aliases: readonly PlannedAlias[];
  /** Indexes of the rules that matched a function of this file. */
  readonly rules: readonly number[];
  readonly gate: GateImport;
  readonly prelude: Prelude;
  readonly problems: readonly Problem[];
  /** What each mark attaches to. */
  readonly marks: readonly AttachedMark[];
  /** Why nothing was looked for: the file says `@track-file off`, or it is instrumented already. */
  readonly skipped: 'file-off' | 'instrumented' | null;
}

/**
 * What to emit for one function: plain JSON, all that the emitters of code and of TypeScript's syntax tree share. The
 * body range is the one thing about a function on which oxc-parser and TypeScript agree. Offsets are UTF-16.
 */
export interface PlannedFunction {
  readonly site: SourceSite;
  /** The variable that holds the site, without the file's prefix. */
  readonly siteName: string;
  readonly body: readonly [start: number, end: number];
  /** After the directives of a block; the start of an expression body. */
  readonly entry: number;
  readonly isExpressionBody: boolean;
  readonly isArrow: boolean;
  readonly shape: Tracked['shape'];
  /** Source text of the function itself; only for `re-enter`. */
  readonly self: string | null;
  /** Only for `front`. */
  readonly front: PlannedFront | null;
  /** A derived constructor, which has no `this` until its body has called `super()`. */
  readonly isDerivedConstructor: boolean;
  /** It writes to nothing: React's compiler gives a component up that writes to what the file has not declared. */
  readonly handsByCall: boolean;
  /** Source text of what the second entry, or the enclosed body, is called with. */
  readonly arguments: readonly string[];
  readonly passesArguments: boolean;
  /** Names of the captured values, in the order of `site.inputs`; `null` when they are the arguments themselves. */
  readonly values: readonly string[] | null;
  readonly aggregate: string | null;
  /** Only where a compiler type-checks the instrumented text. */
  readonly types: PlannedTypes | null;
}

/** What has to be known of a function so that TypeScript infers of it what it would without tracking. */
export interface PlannedTypes {
  /** `nothing`: its type says that it returns nothing. `inferred`: it never returns a value, and may never return. */
  readonly returns: 'value' | 'nothing' | 'inferred';
  /** Its type is written down, and is not inferred from what it returns. */
  readonly isAnnotated: boolean;
  /** Its only `return` may tell of a parameter which type it has. */
  readonly mayGuard: boolean;
  readonly usesThis: boolean;
}

/** What stands in front of a function that stays whole. Offsets are those of the function. */
export interface PlannedFront {
  /**
   * `declaration`: a function in front of a function. `statement`: a variable in front of a variable. `argument`: the front
   * is the argument, the function is set while the next argument is evaluated. `expression`: both are made by a call.
   */
  readonly stands: Standing['as'];
  /** Where the statement of a declaration begins. */
  readonly statementStart: number;
  /** Coverage tools are told to leave the statement out. */
  readonly isIgnored: boolean;
  /** The name that the function has behind its front; React's tools take it for a hook. */
  readonly behind: string;
  readonly start: number;
  readonly end: number;
  /** Where the own name of the function is, when that becomes the front's alone. */
  readonly renamedAt: number | null;
  /** As it is written in the function. */
  readonly ownName: string | null;
  /** What `name` gives. */
  readonly name: string | null;
  readonly parameters: readonly string[];
  /** How captured values are read that the front has under no name of its own. */
  readonly reading: { readonly patterns: readonly string[]; readonly arguments: readonly string[] } | null;
  readonly lastArgumentEnd: number | null;
}

/** A private static by which a method can name itself: its class puts the method there when it is defined. */
export interface PlannedMethodAlias {
  /** After the `{` of the class body. */
  readonly at: number;
  readonly name: string;
  readonly key: string;
  readonly isStatic: boolean;
}

/** Another name for an exported function, by which it can call itself whatever takes its place among the exports. */
export interface PlannedAlias {
  /** Behind the statement that exports it. */
  readonly at: number;
  readonly name: string;
  /** The name by which it is exported. */
  readonly of: string;
}

/** Where the emitted code gets the gate from, and what its names begin with. */
export interface GateImport {
  readonly prefix: string;
  readonly runtime: string;
  /** `import`s the gate; else `require`s it. */
  readonly isModule: boolean;
}

/** Where the gate's import and the site records go. */
export interface Prelude {
  /** Before the first statement that is not a directive; the gate must be loaded before anything that may call back. */
  readonly gateAt: number;
  /** After the imports the file begins with; `null` when it begins with none and sites follow the gate. */
  readonly sitesAt: number | null;
  /** Whether a directive without a semicolon stands before the gate, on the same line. */
  readonly endsStatement: boolean;
}

/** A function that marks or rules ask for, what became of it, and why. Offsets are UTF-16. */
export interface ConsideredFunction {
  /** Qualified name. */
  readonly name: string;
  readonly runs: Runs;
  /** What a mark or rule says, also where that is not among the selected types; `null`: nothing. */
  readonly type: string | null;
  /** The position that spans report. */
  readonly start: number;
  readonly end: number;
  /** `null`: it is not tracked. */
  readonly shape: Tracked['shape'] | null;
  readonly reason: Reason;
  readonly site: SourceSite | null;
  /** Indexes of the configured rules that ask for it. */
  readonly rules: readonly number[];
}

/** How an instrumented function reaches its body, and why so; or why it cannot. */
export type Shape = Tracked | Refused;

export type Tracked = ReEnter | Enclose | Front;

/** The function calls itself again inside the span's context, and that second entry runs the body. */
export interface ReEnter {
  readonly shape: 're-enter';
  readonly reason: Reason;
  readonly self: Self;
  /** What binds the same parameters again, as source text. */
  readonly arguments: readonly string[];
}

/** The body becomes an arrow or an inner generator. */
export interface Enclose {
  readonly shape: 'enclose';
  readonly reason: Reason;
  /** Parameters that travel as parameters of the arrow or inner generator; the others are its outer variables. */
  readonly passed: readonly string[];
  /** An inner generator is given the outer one's `arguments`. */
  readonly passesArguments: boolean;
}

/** The function stays whole, and another one in front of it calls it. */
interface Front {
  readonly shape: 'front';
  readonly reason: Reason;
}

/** There is no shape that would change nothing. */
export interface Refused {
  readonly shape: 'refused';
  readonly finding: Finding;
}

/** How a function names itself: by a binding, an alias of it, or a private static of its class that holds the method. */
export type Self =
  | { readonly by: 'binding'; readonly name: string }
  | { readonly by: 'alias'; readonly name: string; readonly at: number }
  | {
      readonly by: 'method-alias';
      readonly class: Class;
      readonly className: string;
      readonly key: string;
      readonly isStatic: boolean;
    };

/** A function that cannot name itself, or cannot re-enter for another reason. */
export interface NoReEntry {
  readonly by: 'nothing';
  readonly reason: Reason;
}
