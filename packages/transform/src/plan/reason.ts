/**
 * Why a function takes the shape it takes, or is not tracked although something asks for it. A sentence continues
 * `Agent.run: re-enter, because …`.
 */
export const reasons = {
  // re-enter
  'calls-itself-by-name': 'its name means this function wherever it runs',
  'calls-itself-by-class': 'its class keeps the method in a private static field, through which it can call itself',
  // enclose: binding the parameters a second time could be noticed
  'uses-arguments': 'its body uses `arguments`, which a second call would create anew',
  'uses-new-target': 'its body uses `new.target`, which a second call would lose',
  'uses-eval': 'its body uses `eval`, which may refer to anything',
  'captures-stack': 'its body captures a stack trace, which may begin at the function itself',
  'parameter-is-function': 'its body declares a function with the name of a parameter',
  'parameters-run-code': "binding its parameters a second time could run the program's code",
  'is-server-function': 'the compiler of server functions adds parameters to it and does not allow `this` in it',
  // enclose: it cannot name itself
  'no-name': 'it has no name that always means it: it is neither a declaration nor directly the value of a `const`',
  'name-is-shadowed': 'its name means something else inside it',
  'name-is-reassigned': 'its name is also assigned or declared elsewhere in the file',
  'names-are-dynamic': 'the file uses `eval` or `with`, so its name may mean anything',
  'object-member': 'a member of an object has no name that it can call itself by',
  'is-constructor': 'a constructor cannot be called again on the same object',
  'is-accessor': 'an accessor is not a method, so it cannot call itself',
  'host-renames-classes': 'the host renames classes that mention themselves',
  'class-has-no-name': 'its class has no name, or that name means something else in the body',
  'class-is-decorated': 'decorators may replace the class or its methods',
  'key-is-computed': 'its key is private or computed, so nothing can read it from the class',
  'method-has-rival': 'its class may define the same method twice',
  'type-is-inferred': 'TypeScript infers its type from what it returns, and a second `return` would change that',
  'inside-component':
    "React's compiler compiles it as a part of a component or hook, and takes none that mentions itself",
  // front
  'is-component': "React's compiler takes a component or hook only as a whole",
  // not tracked
  off: 'a mark or a rule says `off`',
  level: 'its level is below the configured one',
  type: 'its type is not among those selected',
  'left-out': 'no mark or rule names it, and tracking it would change what it does',
  refused: 'tracking it would change what it does; see the problem',
} as const;

/** The word for a reason in plans; {@link reasons} has the sentence. */
export type Reason = keyof typeof reasons;
