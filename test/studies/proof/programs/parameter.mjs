const pool = ['a', 'b', 'c', 'd'];

/**
 * The parameters of a function: their source text, and whether they are simple in the sense of the specification. Only sloppy
 * functions with simple parameters may have one name twice.
 */
export function parametersCode(place, { least = 0, most = 3, hasNoRest = false, areUnique = false } = {}) {
  const { choices, function: owner, names } = place;
  const free = [...pool];
  const take = () => free.splice(choices.below(free.length), 1)[0];
  const bound = [];
  let isSimple = true;
  const parameter = () => {
    const name = take();
    bound.push(name);
    if (choices.chance(55)) return name;
    isSimple = false;
    // It would run a second time if the parameter were bound anew.
    if (choices.chance(25)) return `${name} = log(${place.tag()}, undefined)`;
    return patternCode(place, name, () => (free.length > 0 ? (bound.push(take()), bound.at(-1)) : null));
  };
  const texts = free.length === 0 || most === 0 ? [] : choices.several(least, Math.min(most, 2), parameter);
  if (!hasNoRest && free.length > 0 && choices.chance(15)) {
    isSimple = false;
    bound.push(take());
    texts.push(choices.chance(30) ? `...[${bound.at(-1)}]` : `...${bound.at(-1)}`);
  }
  if (isSimple && !areUnique && !place.isStrict && bound.length > 0 && most > 1 && choices.chance(5))
    texts.push(bound[0]);
  for (const name of bound) owner.parameters.add(name);
  names.push(...bound);
  return { text: texts.join(', '), isSimple, isUnique: new Set(texts).size === texts.length };
}

/** A pattern that binds `name`, and whatever `more()` gives. */
export function patternCode(place, name, more) {
  const second = more();
  const value = () => endingCode(place.grammar.expressionCode(place));
  const forms = [
    () => `${name} = ${value()}`,
    () => `{ x: ${name} }`,
    () => `{ x: ${name} = ${value()} }`,
    () => `{ x: ${name} } = spy(${place.tag()}, { x: 1 })`,
    () => `[${name}]`,
    () => `[${name} = ${value()}] = list(${place.tag()}, undefined)`,
    () => `{ [log(${place.tag()}, 'x')]: ${name} }`,
    () => `{ x: { y: ${name} } = {} }`,
  ];
  const twofold = [
    () => `{ x: ${name}, ...${second} }`,
    () => `{ x: ${name}, y: ${second} = ${value()} }`,
    () => `[${name}, ...${second}]`,
  ];
  const text = place.choices.oneOf(second === null ? forms : [...forms, ...twofold])();
  return second === null || text.includes(second) ? text : `{ x: ${name}, y: ${second} }`;
}

/** A default that calls its own function has to end, too; one without a call stays free of effects. */
function endingCode(text) {
  return text.includes('(') ? `(fuel() && ${text})` : text;
}
