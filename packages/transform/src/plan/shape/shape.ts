/*
 * How a function is tracked, in the cheapest shape that changes nothing:
 *
 *   forbidden? ─ yes ─▶ refuse
 *   component ─┬─ whole ─▶ front: it stays whole, and another one in front of it calls it (read-again: what is recorded)
 *              ├─ part ──▶ enclose: its body becomes an arrow or an inner generator
 *              └─ neither ─▶ re-enter: it calls itself again, if it can name itself and bind its parameters again (rebind)
 *                              └─ else enclose, or refuse
 *   and the type of the function is to stay what it is? keep-type
 */
import type { ResolvedOptions } from '../../config/options.ts';
import type { Found } from '../../find/find.ts';
import type { FoundFunction } from '../../find/function.ts';
import type { Node } from '../../language/syntax.ts';
import type { ProblemCode } from '../../problem.ts';
import { roleInReact } from './component.ts';
import { enclose } from './enclose.ts';
import type { Refused, Shape } from '../plan.ts';
import { reEnter } from './re-enter.ts';
import { keepType, refuseComponent, refuseScript } from './keep-type.ts';
import { refuse } from './refuse.ts';

/** What the host leaves of classes as it is written, whether it checks types, and whether React's compiler comes then. */
type Keeps = Pick<
  ResolvedOptions,
  'keepsClassNames' | 'keepsFields' | 'keepsClasses' | 'checksTypes' | 'compilesReact'
>;

/** Chooses the cheapest shape that changes nothing. */
export function chooseShape(found: FoundFunction, file: Found, keeps: Keeps): Shape {
  const refused = refuseEveryShape(found, file, keeps);
  if (refused !== null) return refused;
  if (file.isTypeScript && keeps.checksTypes) return chooseTyped(found, file, keeps);
  const role = roleInReact(found, file);
  if (role === 'whole') return front(found);
  if (role === 'part') return enclose(found, 'inside-component');
  const reEntered = reEnter(found, file, keeps.keepsClassNames);
  return 'shape' in reEntered ? reEntered : enclose(found, reEntered.reason);
}

/** A private static would be a part of the class's type. */
function chooseTyped(found: FoundFunction, file: Found, { compilesReact }: Keeps): Shape {
  if (!file.isModule) return refuseScript(found);
  const role = roleInReact(found, file);
  if (role === 'whole' && compilesReact) return refuseComponent(found);
  const reEntered = role === 'part' ? enclose(found, 'inside-component') : reEnter(found, file, false);
  const shape = 'shape' in reEntered ? reEntered : enclose(found, reEntered.reason);
  return shape.shape === 'refused' ? shape : keepType(found, shape);
}

function front(found: FoundFunction): Shape {
  if (found.standing.as !== 'declaration' || found.standing.name !== null)
    return { shape: 'front', reason: 'is-component' };
  return refuse(
    found,
    'BUD308',
    "is under `use memo` and has no name, so nothing can stand in front of it, and React's compiler takes it only as a whole",
    'Give it a name.',
  );
}

/** Where there is nothing by which a function could be tracked. */
const forbidden: readonly {
  readonly holds: (found: FoundFunction) => boolean;
  readonly refusal: (found: FoundFunction) => readonly [code: ProblemCode, why: string, remedy: string];
}[] = [
  {
    holds: ({ isInsideWith }) => isInsideWith,
    refusal: () => [
      'BUD303',
      'is inside a `with` statement, where every name may mean something else',
      'Move the function out of the `with` statement.',
    ],
  },
  {
    holds: ({ destination, takenBy }) => destination === 'elsewhere' && takenBy === null,
    refusal: () => [
      'BUD306',
      'is under a directive that moves its code elsewhere, where the runtime is not available',
      'Write `/** @track off */` above it, and track the function that starts it.',
    ],
  },
  {
    holds: ({ destination }) => destination === 'elsewhere',
    refusal: ({ takenBy }) => [
      'BUD306',
      `is inside \`${takenBy}\`, which runs its code elsewhere, where the runtime is not available`,
      `Write \`/** @track off */\` above it, and track the function that calls \`${takenBy}\`.`,
    ],
  },
  {
    holds: ({ destination }) => destination === 'before-imports',
    refusal: ({ takenBy }) => [
      'BUD307',
      `is inside \`${takenBy}\`, which runs before all imports, so the runtime is not there yet`,
      `Move it to a file of its own, and load that inside \`${takenBy}\`.`,
    ],
  },
];

function refuseEveryShape(found: FoundFunction, file: Found, { keepsFields, keepsClasses }: Keeps): Refused | null {
  const obstacle = forbidden.find(({ holds }) => holds(found));
  if (obstacle !== undefined) return refuse(found, ...obstacle.refusal(found));
  if ((file.isTypeScript || !keepsFields) && initializesAfterSuper(found)) {
    return refuse(
      found,
      'BUD305',
      'initializes fields after `super()`, which TypeScript looks for only at the top level of a constructor',
      'Track a method that the constructor calls, or a function that creates the object.',
    );
  }
  if (!keepsClasses && isDerivedConstructor(found)) {
    return refuse(
      found,
      'BUD309',
      'becomes a function for ES5, and TypeScript misses `super()` inside of another function',
      'Track a method that the constructor calls, or compile to ES2015 or later.',
    );
  }
  const redeclared = [...found.scope.names].find(([, { parameter, lexical }]) => parameter > 0 && lexical > 0);
  if (redeclared === undefined) return null;
  return refuse(
    found,
    'BUD001',
    `redeclares its parameter ${redeclared[0]}, which is a syntax error`,
    'Rename the inner variable.',
  );
}

/**
 * TypeScript and oxc write parameter properties, and fields where the target has no syntax for them, after a `super()`
 * that is a statement of the constructor itself; inside an arrow they miss it and write them before.
 */
function initializesAfterSuper(found: FoundFunction): boolean {
  const fields = found.member?.class?.node.body.body ?? [];
  if (!isDerivedConstructor(found)) return false;
  return found.node.params.some(({ type }) => type === 'TSParameterProperty') || fields.some(isSetUpByInstance);
}

export function isDerivedConstructor({ member }: FoundFunction): boolean {
  return member?.kind === 'constructor' && (member.class?.node.superClass ?? null) !== null;
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
