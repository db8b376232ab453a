import { functionName, qualify } from '@bud/value';
import { declaringClass, trackClass } from './class.ts';
import { trackFunction } from './function.ts';
import type { TrackOptions } from './options.ts';
import { classMemberName, wrappedSites, type MemberPrefix, type Naming } from './wrapped-site.ts';
import type { AnyClass, AnyFunction } from './types.ts';

/** Names what a standard decorator put in place of a member, once an instance or the class itself is there. */
type Namer = (self: unknown, tracked?: AnyFunction) => void;

/** Whether the second argument of a call is what makes it one of a TC39 decorator. */
export function isDecoratorContext(value: unknown): value is DecoratorContext {
  return (
    typeof value === 'object' &&
    value !== null &&
    'addInitializer' in value &&
    typeof value.addInitializer === 'function' &&
    'kind' in value &&
    typeof value.kind === 'string'
  );
}

type Decorate = (options: TrackOptions, value: unknown, context: never) => unknown;

// Proof of the casts below: the decorators proposal says which value comes with which kind of context.
const decorators: Readonly<Record<DecoratorContext['kind'], Decorate>> = {
  method: (options, value, context) => decorateMember(options, value as AnyFunction, context, ''),
  getter: (options, value, context) => decorateMember(options, value as AnyFunction, context, 'get '),
  setter: (options, value, context) =>
    decorateMember({ ...options, captureOutput: false }, value as AnyFunction, context, 'set '),
  field: (options, _value, context) => decorateField(options, context),
  accessor: (options, value, context) => decorateAccessor(options, value as Accessor, context),
  class: (options, value, { name = '' }: ClassDecoratorContext) => trackClass(value as AnyClass, options, name),
};

export function decorateStandard(options: TrackOptions, value: unknown, context: DecoratorContext): unknown {
  // Proof of the cast: the kind of the context has chosen the decorator.
  return decorators[context.kind](options, value, context as never);
}

type MemberContext = Exclude<DecoratorContext, ClassDecoratorContext>;

function decorateMember<F extends AnyFunction>(
  options: TrackOptions,
  fn: F,
  context: MemberContext,
  prefix: MemberPrefix,
): F {
  const { naming, name } = memberNaming(context, prefix);
  const tracked = trackFunction(fn, wrappedSites(options, naming));
  // The class has no name yet: it gets here when it is defined, an instance when the first one is made.
  context.addInitializer(function () {
    name(this, tracked);
  });
  // Proof of the cast: the tracked function is of the same type.
  return tracked as F;
}

function decorateField(options: TrackOptions, context: MemberContext): (this: unknown, initial: unknown) => unknown {
  const { naming, name } = memberNaming(context, '');
  const sites = wrappedSites(options, naming);
  return function (initial) {
    name(this);
    // Proof of the cast: any function may be called with any arguments.
    return typeof initial === 'function' ? trackFunction(initial as AnyFunction, sites) : initial;
  };
}

interface Accessor {
  readonly get: (this: object) => unknown;
  readonly set: (this: object, value: unknown) => void;
}

/** An auto-accessor that starts with a function is tracked like a field; any other through its getter and setter. */
function decorateAccessor(
  options: TrackOptions,
  { get, set }: Accessor,
  context: ClassAccessorDecoratorContext<object>,
): ClassAccessorDecoratorResult<object, unknown> {
  const trackedGet = decorateMember(options, get, context, 'get ');
  const trackedSet = decorateMember({ ...options, captureOutput: false }, set, context, 'set ');
  const trackHeld = decorateField(options, context);
  const holders = new WeakSet<object>();
  return {
    get() {
      return (holders.has(this) ? get : trackedGet).call(this);
    },
    set(value) {
      (holders.has(this) ? set : trackedSet).call(this, value);
    },
    init(initial) {
      if (typeof initial === 'function') holders.add(this);
      return trackHeld.call(this, initial);
    },
  };
}

function memberNaming(context: MemberContext, prefix: MemberPrefix): { naming: Naming; name: Namer } {
  const member = classMemberName(context.name, prefix);
  let qualified: string | undefined;
  let declaring: unknown;
  let isDeclared = false;
  const naming: Naming = {
    // Read at the first call: compilers that rename a class give its name back after static initializers have run.
    get qualified() {
      if (!isDeclared) return member;
      return (qualified ??= qualify(functionName(declaring), member));
    },
    set qualified(name) {
      isDeclared = true;
      qualified = name;
    },
  };
  const name: Namer = (self, tracked) => {
    if (isDeclared) return;
    isDeclared = true;
    declaring = classFrom(self, context, tracked);
  };
  return { naming, name };
}

function classFrom(self: unknown, context: MemberContext, tracked: unknown): unknown {
  if (context.static) return self;
  const key = context.private || context.kind === 'field' ? undefined : context.name;
  try {
    // Proof of the cast: only objects have members that are decorated.
    return declaringClass(self as object, { key, tracked, metadata: context.metadata });
  } catch {
    // An instance behind a proxy that the host cannot tell: its traps must not fail the constructor.
    return undefined;
  }
}
