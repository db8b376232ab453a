import type { FoundFunction } from '../../find/function.ts';
import { areSimple, hasClosureInParameters, parameterNames } from '../../language/parameter.ts';
import type { Enclose, Refused } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { refuse } from './refuse.ts';

/** Puts the body into an arrow or an inner generator; `reason` says why the function cannot re-enter. */
export function enclose(found: FoundFunction, reason: Reason): Enclose | Refused {
  const { node, runs, uses, isStrict } = found;
  const redeclared = redeclaredParameters(found);
  // Sloppy functions with simple parameters share them with `arguments`, which a second binding would cut.
  const sharesArguments =
    node.type !== 'ArrowFunctionExpression' && !isStrict && areSimple(node) && (uses.arguments || uses.eval);
  const isGenerator = runs === 'generator' || runs === 'async-generator';
  if (isGenerator) return encloseGenerator(found, reason, redeclared, sharesArguments);
  if (sharesArguments && redeclared.some((name) => name !== 'arguments')) {
    return refuse(
      found,
      'BUD302',
      'redeclares a parameter with `var` and uses `arguments`, and the two share their values',
      'Rename the inner variable, or put the file in strict mode, as every module is.',
    );
  }
  const passed = sharesArguments ? redeclared : passedParameters(found, redeclared);
  return { shape: 'enclose', reason, passed, passesArguments: false };
}

function encloseGenerator(
  found: FoundFunction,
  reason: Reason,
  redeclared: readonly string[],
  sharesArguments: boolean,
): Enclose | Refused {
  const { uses, destination } = found;
  if (destination === 'server') {
    return refuse(
      found,
      'BUD301',
      'cannot be tracked here, because a server function must not use `this`',
      'Move its body into a separate generator and track that.',
    );
  }
  const obstacle = obstacleOf(found, sharesArguments, redeclared);
  if (obstacle !== null) {
    return refuse(
      found,
      'BUD301',
      `cannot be tracked here, because its body uses \`${obstacle}\``,
      remedyFor(obstacle, found),
    );
  }
  const passed = uses.arguments ? [] : passedParameters(found, redeclared);
  return { shape: 'enclose', reason, passed, passesArguments: uses.arguments };
}

function remedyFor(obstacle: string, { member }: FoundFunction): string {
  if (obstacle === 'super') return 'Move what uses `super` into a method that is no generator, and call that.';
  if (member !== null) return 'Move its body into a generator that is declared as a function, and track that.';
  return 'Give it a name that it can call itself by: declare it as a function, or assign it directly to a `const`.';
}

/** What an inner generator cannot have of the outer one. */
function obstacleOf({ uses }: FoundFunction, sharesArguments: boolean, redeclared: readonly string[]): string | null {
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
