// Uses everything of a value once: a function that is only looked at shows little. Evaluated in the realm of the program,
// like `observer.js`, whose `note` writes the log and whose `drive` steps through generators.
// oxlint-disable-next-line no-unused-expressions -- the value of the script
({ show, note, drive }) => {
  /** Values that every form of parameter can be bound to; array patterns want the second form, and defaults none. */
  const argumentLists = [() => [{ x: { y: 1 }, y: 2 }, [1, 2], 3], () => [[4, 5], { x: 6, y: 7 }], () => []];
  const steps = [
    ['next', 1],
    ['next', 2],
    ['return', 3],
  ];
  const notUsed = new Set(['arguments', 'caller', 'constructor', 'length', 'name', 'prototype']);
  const pending = [];
  let level = 0;

  /** Calls a function, constructs it, and uses the members of an object or class, then of what comes of it. */
  const exercise = (tag, value) => {
    if (level === 3) return value;
    level++;
    for (const { name, use } of usesOf(value)) attempt(`${tag} ${name}`, use);
    level--;
    return value;
  };

  function usesOf(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return [];
    // The global object of a script has the realm's own functions, of which some never return.
    if (Object.hasOwn(value, 'globalThis')) return [];
    const calls = argumentLists.flatMap((list) => [
      { name: 'called', use: () => value(...list()) },
      { name: 'constructed', use: () => new value(...list()) },
    ]);
    return [...(typeof value === 'function' ? calls : []), ...memberUsesOf(value)];
  }

  function memberUsesOf(value) {
    const uses = [];
    for (let holder = value; isOfProgram(holder); holder = Object.getPrototypeOf(holder)) {
      for (const key of Reflect.ownKeys(holder)) {
        if (notUsed.has(key)) continue;
        const { get, set, value: held } = Object.getOwnPropertyDescriptor(holder, key);
        const name = String(key);
        if (get) uses.push({ name: `get ${name}`, use: () => value[key] });
        if (set) uses.push({ name: `set ${name}`, use: () => (value[key] = { x: 1, y: 2 }) });
        if (typeof held !== 'function') continue;
        for (const list of argumentLists) uses.push({ name, use: () => value[key](...list()) });
      }
    }
    return uses;
  }

  const builtIn = new Set([null, Object.prototype, Function.prototype, Array.prototype, Promise.prototype]);

  function isOfProgram(holder) {
    return !builtIn.has(holder) && !Object.hasOwn(holder, Symbol.toStringTag);
  }

  function attempt(name, use) {
    try {
      const result = use();
      note(`${name} gave ${show(result)}`);
      follow(name, result);
    } catch (error) {
      note(`${name} threw ${show(error)}`);
    }
  }

  function follow(name, result) {
    if (result instanceof Promise) {
      const resolved = (value) => note(`${name} resolved ${show(value)}`);
      pending.push(result.then(resolved, (error) => note(`${name} rejected ${show(error)}`)));
    } else if (typeof result?.next === 'function') {
      pending.push(drive(result, steps, (text) => note(`${name} ${text}`)));
    } else {
      exercise(name, result);
    }
  }

  /** Resolves when everything asynchronous that was begun here is over. */
  async function whenOver() {
    while (pending.length > 0) await pending.shift();
  }

  return { exercise, whenOver };
};
