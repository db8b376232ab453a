import type { Found } from '../../find/find.ts';
import type { FoundFunction, Member } from '../../find/function.ts';
import { staticKey } from '../../language/key.ts';
import type { MethodDefinition, Node } from '../../language/syntax.ts';
import type { NoReEntry, ReEnter, Self } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { rebindableArguments } from './rebind.ts';

/** Lets a function call itself again, if it can name itself and nobody can notice; else says why not. */
export function reEnter(found: FoundFunction, file: Found, keepsClassNames: boolean): ReEnter | NoReEntry {
  const reason = whyNoSecondCall(found);
  if (reason !== null) return no(reason);
  const self =
    found.member === null ? selfByName(found, file) : selfByMethodAlias(found, found.member, keepsClassNames);
  if (self.by === 'nothing') return self;
  const rebound = rebindableArguments(found);
  if (rebound === null) return no('parameters-run-code');
  return {
    shape: 're-enter',
    reason: self.by === 'method-alias' ? 'calls-itself-by-class' : 'calls-itself-by-name',
    self,
    arguments: rebound,
  };
}

function no(reason: Reason): NoReEntry {
  return { by: 'nothing', reason };
}

function whyNoSecondCall({ node, uses, scope, destination }: FoundFunction): Reason | null {
  // Its compiler binds parameters of its own in front, which a second call would lose, and forbids `this`.
  if (destination === 'server') return 'is-server-function';
  const isArrow = node.type === 'ArrowFunctionExpression';
  if (uses.eval) return 'uses-eval';
  if (uses.stack) return 'captures-stack';
  if (!isArrow && uses.arguments) return 'uses-arguments';
  if (!isArrow && uses.newTarget) return 'uses-new-target';
  // A body-level function of the same name would be passed on in place of the argument.
  const isRedeclared = [...scope.names.values()].some((declared) => declared.parameter > 0 && declared.function > 0);
  return isRedeclared ? 'parameter-is-function' : null;
}

function selfByName(found: FoundFunction, file: Found): Self | NoReEntry {
  const { binding, scope } = found;
  if (binding === null) return no('no-name');
  // `yield` and `await` are names only outside generators and async functions.
  if (scope.names.has(binding.name) || /^(?:yield|await)$/.test(binding.name)) return no('name-is-shadowed');
  if (binding.kind !== 'own' && file.hasDynamicNames) return no('names-are-dynamic');
  if (binding.kind === 'declaration' && (file.writtenNames.has(binding.name) || !isDeclaredOnce(found)))
    return no('name-is-reassigned');
  const { name, exportedUntil } = binding;
  return exportedUntil === null ? { by: 'binding', name } : { by: 'alias', name, at: exportedUntil };
}

function isDeclaredOnce({ binding }: FoundFunction): boolean {
  const declared = binding?.scope.names.get(binding.name);
  if (declared === undefined) return false;
  const { parameter, variable, function: functions, lexical, hoistedBlockFunction } = declared;
  return functions === 1 && parameter + variable + lexical + hoistedBlockFunction === 0;
}

/** Only a method that nothing can have replaced before the class's first static runs can be put there. */
function selfByMethodAlias({ scope }: FoundFunction, member: Member, keepsClassNames: boolean): Self | NoReEntry {
  const { node, kind } = member;
  if (kind === 'constructor') return no('is-constructor');
  if (kind !== 'method') return no('is-accessor');
  if (member.class === null || node.type !== 'MethodDefinition') return no('object-member');
  if (!keepsClassNames) return no('host-renames-classes');
  const owner = member.class.node;
  if (owner.id === null || scope.names.has(owner.id.name)) return no('class-has-no-name');
  // Decorators replace methods and classes; lowering them also renames a class that mentions itself.
  if (owner.decorators.length > 0 || owner.body.body.some(isDecorated)) return no('class-is-decorated');
  const key = staticKey(node.key, node.computed);
  if (key === null) return no('key-is-computed');
  if (owner.body.body.some((element) => isRival(element, node, key))) return no('method-has-rival');
  return { by: 'method-alias', class: owner, className: owner.id.name, key, isStatic: node.static };
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
