import { frontCode, type ModulePlan, type PlannedFunction } from '@bud/transform';
import type ts from 'typescript';

import { graft, type Emission } from './graft.ts';

type Whole = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

/** What a function and the plan for it make together. */
interface Fronting {
  readonly planned: PlannedFunction;
  readonly front: NonNullable<PlannedFunction['front']>;
  readonly plan: ModulePlan;
}

/**
 * Puts a front in front of a function, which is as visited: two statements of a declaration, one expression of all others.
 * `scope` is the function as it is in the program.
 */
export function graftFront(whole: Whole, scope: Whole, fronting: Fronting, emission: Emission): ts.Node | ts.Node[] {
  const { plan, planned, front } = fronting;
  const { ts } = emission;
  const { prefix } = plan.gate;
  const at = { scope, at: front.start };
  if (ts.isFunctionDeclaration(whole)) {
    const [inFront] = graft(frontCode(planned, front, prefix, 'declaration').before, at, emission);
    if (inFront === undefined || !ts.isFunctionDeclaration(inFront)) throw new Error('the front is no function');
    return declarations(whole, inFront, front.behind, emission);
  }
  const { before, rename, after } = frontCode(planned, front, prefix, 'expression');
  const hole = { name: `${prefix}hole`, nodes: [rename === '' ? whole : renamed(whole, rename, emission)] };
  const [statement] = graft(`(${before}${hole.name}${after});`, { ...at, hole }, emission);
  if (statement === undefined || !ts.isExpressionStatement(statement)) throw new Error('the front is no expression');
  return statement.expression;
}

/** The front has the name and the modifiers of the function, which gets the name that it calls. */
function declarations(
  whole: ts.FunctionDeclaration,
  inFront: ts.FunctionDeclaration,
  behind: string,
  { ts, context: { factory } }: Emission,
): ts.Node[] {
  const { modifiers, asteriskToken, typeParameters, parameters, type, body } = whole;
  const own = modifiers?.filter(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const name = factory.createIdentifier(behind);
  const { asteriskToken: frontAsterisk, name: frontName, parameters: passed, body: calling } = inFront;
  return [
    factory.updateFunctionDeclaration(
      inFront,
      modifiers,
      frontAsterisk,
      frontName,
      undefined,
      passed,
      undefined,
      calling,
    ),
    factory.updateFunctionDeclaration(whole, own, asteriskToken, name, typeParameters, parameters, type, body),
  ];
}

function renamed(whole: Whole, rename: string, { ts, context: { factory } }: Emission): ts.Node {
  if (!ts.isFunctionExpression(whole)) return whole;
  const { modifiers, asteriskToken, typeParameters, parameters, type, body, name } = whole;
  const behind = factory.createIdentifier(`${rename}${name?.text ?? ''}`);
  return factory.updateFunctionExpression(
    whole,
    modifiers,
    asteriskToken,
    behind,
    typeParameters,
    parameters,
    type,
    body,
  );
}
