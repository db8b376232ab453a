import type { Found } from '../find/find.ts';
import type { FoundFunction, Member } from '../find/function.ts';
import type { ResolvedOptions } from '../config/options.ts';
import { areSimple, hasClosureInParameters, parameterNames, rebindableArguments } from './parameter.ts';
import { staticKey } from '../find/name.ts';
import type { Finding } from '../problem.ts';
import type { Reason } from './reason.ts';
import type { Class, MethodDefinition, Node } from '../language/syntax.ts';

/** How an instrumented function reaches its body, and why so; see the design notes in the README. */
export type Shape = (ReEnter | Enclose) & { readonly reason: Reason };

/** The function calls itself again inside the span's context, and that second entry runs the body. */
interface ReEnter {
  readonly shape: 're-enter';
  readonly self: Self;
  /** What binds the same parameters again, as source text. */
  readonly arguments: readonly string[];
}

/** The body becomes an arrow or an inner generator. */
interface Enclose {
  readonly shape: 'enclose';
  /** Parameters that travel as parameters of the arrow or inner generator; the others are its outer variables. */
  readonly passed: readonly string[];
  /** An inner generator is given the outer one's `arguments`. */
  readonly passesArguments: boolean;
}

/** How a function names itself: by a binding, or by a private static of its class that captured the method. */
export type Self =
  | { readonly by: 'binding'; readonly name: string }
  | {
      readonly by: 'capture';
      readonly class: Class;
      readonly className: string;
      readonly key: string;
      readonly isStatic: boolean;
    };

/** What the host leaves of classes as it is written. */
type Keeps = Pick<ResolvedOptions, 'keepsClassNames' | 'keepsFields'>;

/** Chooses the cheapest shape that changes nothing; a finding when there is none. */
export function chooseShape(found: FoundFunction, file: Found, keeps: Keeps): Shape | Finding {
  if (found.isInsideWith) {
    return refuse(
      found,
      'BUD303',
      'is inside a with statement, where every name may mean something else',
      'Move the function out of the with statement.',
    );
  }
  if ((file.isTypeScript || !keeps.keepsFields) && initialisesBehindSuper(found)) {
    return refuse(
      found,
      'BUD305',
      'initialises fields behind super(), which TypeScript finds only at the top level of the constructor',
      'Track a method that the constructor calls, or a function that creates the object.',
    );
  }
  const redeclared = [...found.scope.names].find(([, { parameter, lexical }]) => parameter > 0 && lexical > 0);
  if (redeclared !== undefined) {
    return refuse(
      found,
      'BUD001',
      `declares its parameter ${redeclared[0]} again, which is a syntax error`,
      'Rename the inner variable.',
    );
  }
  const reEntered = reEnter(found, file, keeps.keepsClassNames);
  if (typeof reEntered !== 'string') {
    return { ...reEntered, reason: `calls-itself-by-${reEntered.self.by === 'binding' ? 'name' : 'class'}` };
  }
  const enclosed = enclose(found);
  return 'code' in enclosed ? enclosed : { ...enclosed, reason: reEntered };
}

/**
 * TypeScript and oxc write parameter properties, and fields where they are no syntax of the target, behind a `super()`
 * that is a statement of the constructor itself; inside an arrow they miss it and write them before.
 */
function initialisesBehindSuper({ member, node }: FoundFunction): boolean {
  if (member?.kind !== 'constructor' || member.class === null || member.class.node.superClass === null) return false;
  return (
    node.params.some(({ type }) => type === 'TSParameterProperty') ||
    member.class.node.body.body.some(isSetUpByInstance)
  );
}

/** Fields with or without a value, auto-accessors, and private methods, which become entries of a WeakSet. */
function isSetUpByInstance(element: Node): boolean {
  switch (element.type) {
    case 'PropertyDefinition':
      return !element.static && element.declare !== true;
    case 'AccessorProperty':
      return !element.static;
    case 'MethodDefinition':
      return !element.static && element.key.type === 'PrivateIdentifier';
    default:
      return false;
  }
}

/** A reason says why the function cannot re-enter. */
function reEnter(found: FoundFunction, file: Found, keepsClassNames: boolean): ReEnter | Reason {
  const { node, uses, scope } = found;
  const isArrow = node.type === 'ArrowFunctionExpression';
  if (uses.eval) return 'uses-eval';
  if (!isArrow && uses.arguments) return 'uses-arguments';
  if (!isArrow && uses.newTarget) return 'uses-new-target';
  // A body-level function of the same name would be passed on in place of the argument.
  if ([...scope.names.values()].some((declared) => declared.parameter > 0 && declared.function > 0))
    return 'parameter-is-function';
  const self = found.member === null ? bindingOf(found, file) : captureOf(found, found.member, keepsClassNames);
  if (typeof self === 'string') return self;
  const rebound = rebindableArguments(found);
  return rebound === null ? 'parameters-run-code' : { shape: 're-enter', self, arguments: rebound };
}

function bindingOf(found: FoundFunction, file: Found): Self | Reason {
  const { binding, scope } = found;
  if (binding === null) return 'no-name';
  // `yield` and `await` are names only outside generators and async functions.
  if (scope.names.has(binding.name) || /^(?:yield|await)$/.test(binding.name)) return 'name-is-shadowed';
  if (binding.kind !== 'own' && file.hasDynamicNames) return 'names-are-dynamic';
  if (binding.kind === 'declaration' && (file.writtenNames.has(binding.name) || !isDeclaredOnce(found)))
    return 'name-is-reassigned';
  return { by: 'binding', name: binding.name };
}

function isDeclaredOnce({ binding }: FoundFunction): boolean {
  const declared = binding?.scope.names.get(binding.name);
  if (declared === undefined) return false;
  const { parameter, variable, function: functions, lexical, hoistedBlockFunction } = declared;
  return functions === 1 && parameter + variable + lexical + hoistedBlockFunction === 0;
}

/** Only a method that nothing can have replaced before the class's first static runs can be captured. */
function captureOf({ scope }: FoundFunction, member: Member, keepsClassNames: boolean): Self | Reason {
  const { node, kind } = member;
  if (kind === 'constructor') return 'is-constructor';
  if (kind !== 'method') return 'is-accessor';
  if (member.class === null || node.type !== 'MethodDefinition') return 'object-member';
  if (!keepsClassNames) return 'host-renames-classes';
  const owner = member.class.node;
  if (owner.id === null || scope.names.has(owner.id.name)) return 'class-has-no-name';
  // Decorators replace methods and classes; lowering them also renames a class that mentions itself.
  if (owner.decorators.length > 0 || owner.body.body.some(isDecorated)) return 'class-is-decorated';
  const key = staticKey(node.key, node.computed);
  if (key === null) return 'key-is-computed';
  if (owner.body.body.some((element) => isRival(element, node, key))) return 'method-has-rival';
  return { by: 'capture', class: owner, className: owner.id.name, key, isStatic: node.static };
}

function isRival(element: Node, node: MethodDefinition, key: string): boolean {
  if (element === node || element.type !== 'MethodDefinition' || element.static !== node.static) return false;
  // Overload signatures have no body, and only an implementation can be in the way.
  if (element.value.body === null) return false;
  const rivalKey = staticKey(element.key, element.computed);
  return rivalKey === key || (rivalKey === null && element.key.type !== 'PrivateIdentifier');
}

function isDecorated(element: Node): boolean {
  return 'decorators' in element && (element.decorators?.length ?? 0) > 0;
}

function enclose(found: FoundFunction): Enclose | Finding {
  const { node, kind, uses, isStrict } = found;
  const isArrow = node.type === 'ArrowFunctionExpression';
  const redeclared = redeclaredParameters(found);
  // Sloppy functions with simple parameters share them with `arguments`, which a second binding would cut.
  const sharesArguments = !isArrow && !isStrict && areSimple(node) && (uses.arguments || uses.eval);
  if (kind === 'generator' || kind === 'async-generator') {
    const reason = generatorRefusal(found, sharesArguments, redeclared);
    if (reason !== null) {
      return refuse(
        found,
        'BUD301',
        `cannot be tracked where it stands, because its body uses ${reason}`,
        'Give it a name that it can call itself by: declare it as a function, or assign it directly to a const.',
      );
    }
    const passed = uses.arguments ? [] : passedParameters(found, redeclared);
    return { shape: 'enclose', passed, passesArguments: uses.arguments };
  }
  if (sharesArguments && redeclared.some((name) => name !== 'arguments')) {
    return refuse(
      found,
      'BUD302',
      'declares a parameter again with var and uses arguments, which share their values',
      'Rename the inner variable, or make the file a module or strict.',
    );
  }
  const passed = sharesArguments ? redeclared : passedParameters(found, redeclared);
  return { shape: 'enclose', passed, passesArguments: false };
}

function generatorRefusal(
  { uses }: FoundFunction,
  sharesArguments: boolean,
  redeclared: readonly string[],
): string | null {
  if (uses.super) return 'super';
  if (uses.eval) return 'eval';
  return uses.arguments && (sharesArguments || redeclared.length > 0) ? 'arguments' : null;
}

/**
 * What the enclosed body is called with: every parameter where nobody can tell, because variables of an outer function
 * cost a loop more than twice its time; else only those that have to travel.
 */
function passedParameters({ node, uses }: FoundFunction, redeclared: readonly string[]): readonly string[] {
  if (uses.eval || hasClosureInParameters(node)) return redeclared;
  return [...new Set([...parameterNames(node), ...redeclared])];
}

/**
 * Parameters that the body declares again. In an arrow, `var a` would be a new variable: as a parameter of the arrow it
 * keeps its value, and annex B leaves a block function of the same name alone. `arguments` is everybody's parameter.
 */
function redeclaredParameters({ node, scope }: FoundFunction): readonly string[] {
  const names: string[] = [];
  for (const [name, declared] of scope.names) {
    const isParameter = declared.parameter > 0 || (name === 'arguments' && node.type !== 'ArrowFunctionExpression');
    if (isParameter && declared.variable + declared.function + declared.hoistedBlockFunction > 0) names.push(name);
  }
  return names;
}

function refuse(found: FoundFunction, code: Finding['code'], why: string, remedy: string): Finding {
  return { code, message: `${found.name} ${why}`, remedy, start: found.position, end: found.position + 1 };
}
