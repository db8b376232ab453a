// Where in a program the grammar is: which names there are, and which syntax is allowed.

/**
 * The beginning of a program; `goal` is `module`, `strict` or `sloppy`. `grammar` writes what everything else contains:
 * expressions and bodies.
 */
export function topPlace(choices, goal, grammar) {
  let tags = 0;
  let names = 0;
  return {
    choices,
    goal,
    grammar,
    /** A number for each observation, so that entries of the log can be told apart. */
    tag: () => (tags += 1),
    fresh: (stem) => `${stem}${(names += 1)}`,
    isStrict: goal !== 'sloppy',
    depth: 0,
    function: noFunction,
    isInParameters: false,
    isInLoop: false,
    labels: [],
    names: [],
    block: newBlock(true, null),
  };
}

/** Outside of every function. */
const noFunction = {
  isAsync: false,
  isGenerator: false,
  hasArguments: false,
  hasNewTarget: false,
  hasSuper: false,
  isDerivedConstructor: false,
  parameters: new Set(),
  variables: new Set(),
};

/** A block with the names that it declares; `outer` is the block around it in the same function. */
function newBlock(isTop, outer) {
  return { isTop, outer, lexical: new Set() };
}

/** Inside the braces of a block. */
export function insideBlock(place) {
  return { ...place, depth: place.depth + 1, names: [...place.names], block: newBlock(false, place.block) };
}

/** Inside a function, at its parameters. Arrows share `this`, `super` and `arguments` with what is around them. */
export function insideFunction(place, { isArrow = false, isAsync = false, isGenerator = false, ...member }) {
  const outer = place.function;
  const own = { hasArguments: true, hasNewTarget: true, hasSuper: false, isDerivedConstructor: false, ...member };
  return {
    ...place,
    depth: place.depth + 1,
    names: [...place.names],
    isInParameters: true,
    isInLoop: false,
    labels: [],
    block: newBlock(true, null),
    function: {
      ...(isArrow ? outer : own),
      isAsync,
      isGenerator,
      isReturnable: true,
      parameters: new Set(),
      variables: new Set(),
    },
  };
}

/** Inside the initializer of a field or a static block: a function of its own that has no `arguments`. */
export function insideClass(place) {
  const inside = insideFunction(place, { hasArguments: false, hasSuper: true });
  return { ...inside, isStrict: true, isInParameters: false, function: { ...inside.function, isReturnable: false } };
}

/** A name for `let`, `const` or `class`; `null` when every candidate would be declared twice. */
export function declareLexical(place, candidates) {
  const { block, function: owner } = place;
  const taken = (name) =>
    block.lexical.has(name) || owner.variables.has(name) || (block.isTop && owner.parameters.has(name));
  return declare(place, candidates, taken, block.lexical);
}

/** A name for `var`, or for a function at the top of another: it may be a parameter's. */
export function declareVariable(place, candidates) {
  const { block, function: owner } = place;
  const taken = (name) => {
    for (let at = block; at !== null; at = at.outer) if (at.lexical.has(name)) return true;
    return false;
  };
  return declare(place, candidates, taken, owner.variables);
}

function declare({ choices, names }, candidates, taken, declared) {
  const free = candidates.filter((name) => !taken(name));
  if (free.length === 0) return null;
  const name = choices.oneOf(free);
  declared.add(name);
  names.push(name);
  return name;
}
