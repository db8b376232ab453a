import type { Found } from '../../find/find.ts';
import type { FoundFunction } from '../../find/function.ts';
import {
  childrenOf,
  isClassNode,
  isFunctionNode,
  unwrap,
  type FunctionNode,
  type Node,
} from '../../language/syntax.ts';
import type { Enclose, PlannedTypes, ReEnter, Refused } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { enclose } from './enclose.ts';
import { refuse } from './refuse.ts';

/**
 * The shapes of a function whose text a compiler type-checks afterwards: the function must have the type that it had, also
 * where TypeScript infers it from what the body returns.
 */
export function keepType(found: FoundFunction, shape: ReEnter | Enclose): ReEnter | Enclose | Refused {
  if (found.member?.kind === 'constructor') {
    return refuse(
      found,
      'BUD310',
      'sets up its object where TypeScript would no longer look for it, and the tracked file is type-checked',
      'Track a method that the constructor calls, or a function that creates the object.',
    );
  }
  const reason = shape.shape === 're-enter' ? whyEnclosed(found) : null;
  return reason === null ? shape : enclose(found, reason);
}

/** A file that TypeScript takes for a script shares its names with all others, and there are no types for `require`. */
export function refuseScript(found: FoundFunction): Refused {
  return refuse(
    found,
    'BUD310',
    'is in a script, where nothing can be imported, and the tracked file is type-checked',
    'Make the file a module: `export {}` is enough.',
  );
}

/** Elsewhere the function stays whole, behind another one, which has no types. */
export function refuseComponent(found: FoundFunction): Refused {
  return refuse(
    found,
    'BUD310',
    "would begin with a conditional `return` because the tracked file is type-checked, and React's compiler would leave it alone",
    'Track it where no types are checked: with a plugin for bundlers, or with `@bud/babel`.',
  );
}

export function typesOf(found: FoundFunction, { isTypeScript }: Found): PlannedTypes | null {
  if (!isTypeScript) return null;
  return {
    returns: returnedBy(found),
    isAnnotated: isAnnotated(found.node),
    mayGuard: mayGuard(found),
    usesThis: found.uses.this,
  };
}

function returnedBy({ node, member }: FoundFunction): PlannedTypes['returns'] {
  if (member?.kind === 'set') return 'nothing';
  if (returnsOf(node.body).some((value) => value !== null)) return 'value';
  if (isAnnotated(node)) return neverReturns(node) ? 'value' : 'nothing';
  // TypeScript infers of an expression that it never returns; of a declaration or method, somebody has to say so.
  const isExpression = node.type !== 'FunctionDeclaration' && (member === null || member.class === null);
  return isExpression ? 'inferred' : 'nothing';
}

/** `never`, `Promise<never>`: TypeScript takes a call that is returned for the end of such a function, and no other. */
function neverReturns({ returnType }: FunctionNode): boolean {
  return returnType !== null && returnType !== undefined && mentionsNever(returnType.typeAnnotation);
}

function mentionsNever(type: Node): boolean {
  if (type.type === 'TSTypeReference') return type.typeArguments?.params.some(mentionsNever) ?? false;
  return type.type === 'TSNeverKeyword';
}

function isAnnotated({ returnType }: FunctionNode): boolean {
  return returnType !== null && returnType !== undefined;
}

/** Where a second `return` would change what TypeScript infers. */
function whyEnclosed(found: FoundFunction): Reason | null {
  return returnedBy(found) === 'inferred' || mayGuard(found) ? 'type-is-inferred' : null;
}

/** TypeScript makes a type guard only of a function with a single `return`. */
function mayGuard({ node, runs, member }: FoundFunction): boolean {
  if (runs !== 'sync' || isAnnotated(node) || (member !== null && member.kind !== 'method')) return false;
  const [only, ...others] = returnsOf(node.body);
  return only !== undefined && only !== null && others.length === 0 && mayTell(unwrap(only));
}

/** What may tell of a parameter which type it has, so that TypeScript makes a type guard of the function. */
function mayTell(value: Node): boolean {
  switch (value.type) {
    case 'BinaryExpression':
      return /^(?:[!=]==?|in|instanceof)$/.test(value.operator);
    case 'LogicalExpression':
      return mayTell(unwrap(value.left)) || mayTell(unwrap(value.right));
    case 'UnaryExpression':
      return value.operator === '!';
    case 'CallExpression':
      // What is written in a call takes its type from where the call stands, which a guard would hide.
      return (
        value.arguments.length > 0 && value.arguments.every(({ type }) => type === 'Identifier' || type === 'Literal')
      );
    default:
      return false;
  }
}

/** What the function itself returns, `null` for a `return` without a value. */
function returnsOf(body: Node): readonly (Node | null)[] {
  if (body.type !== 'BlockStatement') return [body];
  const returns: (Node | null)[] = [];
  const left: Node[] = [body];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'ReturnStatement') returns.push(node.argument);
    else for (const child of childrenOf(node)) if (!isFunctionNode(child) && !isClassNode(child)) left.push(child);
  }
  return returns;
}
