import { functionCode, methodCode, parametersAndBody } from './function.mjs';
import { insideClass, insideFunction } from './place.mjs';

/** A class with members of every kind; `name` is `null` for an expression without a name. */
export function classCode(place, name) {
  const { choices } = place;
  const inside = { ...place, isStrict: true, depth: place.depth + 1, names: [...place.names] };
  if (name !== null) inside.names.push(name);
  const isDerived = choices.chance(40);
  const privateName = choices.chance(40) ? '#p' : null;
  const members = choices.several(1, 4, () => memberCode(inside, privateName));
  if (privateName !== null) members.unshift(privateMember(inside, privateName));
  if (choices.chance(50)) members.push(constructorCode(inside, isDerived));
  const heritage = isDerived ? ' extends Base' : '';
  return `class${name === null ? '' : ` ${name}`}${heritage} { ${members.join(' ')} }`;
}

function memberCode(place, privateName) {
  const { choices } = place;
  const key = choices.oneOf(['m', 'n', "'s'", '2', `[log(${place.tag()}, 'c')]`]);
  const isStatic = choices.chance(30) ? 'static ' : '';
  const forms = [
    () => isStatic + methodCode(place, key),
    () => isStatic + methodCode(place, key),
    () => `${isStatic}${key} = ${place.grammar.expressionCode(insideClass(place))};`,
    () => `${isStatic}${key} = ${functionCode(insideClass(place))};`,
    () => `static { log(${place.tag()}, ${place.grammar.expressionCode(insideClass(place))}); }`,
  ];
  if (privateName !== null) {
    forms.push(
      () => `${isStatic}${key}() { return log(${place.tag()}, [${privateName} in this, this.${privateName}]); }`,
    );
  }
  return choices.oneOf(forms)();
}

function privateMember(place, name) {
  const { choices } = place;
  if (choices.chance(30)) return `${name} = ${place.grammar.expressionCode(insideClass(place))};`;
  // One half of an accessor would need the other.
  return methodCode(place, name).replace(/^set /, '');
}

function constructorCode(place, isDerived) {
  const inside = insideFunction(place, { hasSuper: true, isDerivedConstructor: isDerived });
  if (!isDerived) return `constructor${parametersAndBody(inside, { areUnique: true })}`;
  const { choices } = place;
  const call = choices.oneOf(['super(1);', '(() => super(2))();', 'if (fuel()) super(3);', 'super(...arguments);']);
  const early = choices.chance(20) ? `log(${place.tag()}, 'before'); ` : '';
  const rest = place.grammar
    .bodyCode({ ...inside, isInParameters: false }, { isSimple: false, isUnique: true })
    .slice(1);
  return `constructor(...z) { ${early}${call} ${rest}`;
}
