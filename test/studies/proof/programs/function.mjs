import { parametersCode } from './parameter.mjs';
import { insideFunction } from './place.mjs';

/** The forms of a function that is an expression, by what is written before its parameters. */
const forms = {
  arrow: { isArrow: true },
  asyncArrow: { isArrow: true, isAsync: true },
  expression: {},
  named: { isNamed: true },
  async: { isAsync: true },
  generator: { isGenerator: true },
  asyncGenerator: { isAsync: true, isGenerator: true },
};

const everyForm = Object.keys(forms);

/** A function as an expression, in one of the given forms. */
export function functionCode(place, choice = everyForm) {
  const form = forms[place.choices.oneOf(choice)];
  if (form.isArrow) return arrowCode(place, form);
  const inside = insideFunction(place, form);
  const name = form.isNamed || place.choices.chance(20) ? place.choices.oneOf(['own', 'a']) : '';
  if (name !== '') inside.names.push(name);
  return `${head(form)}${name === '' ? '' : ` ${name}`}${parametersAndBody(inside)}`;
}

function arrowCode(place, form) {
  const inside = insideFunction(place, form);
  const parameters = parametersCode(inside, { areUnique: true });
  const start = `${form.isAsync ? 'async ' : ''}(${parameters.text}) =>`;
  const body = { ...inside, isInParameters: false };
  if (place.choices.chance(60)) return `${start} ${place.grammar.bodyCode(body, parameters)}`;
  return `${start} (fuel() && ${place.grammar.expressionCode(body)})`;
}

/** A declaration under the given name, which belongs to the place around it. */
export function declarationCode(place, name, choice = ['expression', 'async', 'generator', 'asyncGenerator']) {
  const form = forms[place.choices.oneOf(choice)];
  return `${head(form)} ${name}${parametersAndBody(insideFunction(place, form))}`;
}

function head({ isAsync, isGenerator }) {
  return `${isAsync ? 'async ' : ''}function${isGenerator ? '*' : ''}`;
}

/** `(a, b = 1) { … }` of a function that is no arrow. */
export function parametersAndBody(inside, limits = {}) {
  const parameters = parametersCode(inside, limits);
  return `(${parameters.text}) ${inside.grammar.bodyCode({ ...inside, isInParameters: false }, parameters)}`;
}

/** The heads of methods, in classes and objects alike. */
const methodForms = [
  { head: '' },
  { head: 'async ', isAsync: true },
  { head: '*', isGenerator: true },
  { head: 'async *', isAsync: true, isGenerator: true },
  { head: 'get ', least: 0, most: 0 },
  { head: 'set ', least: 1, most: 1 },
];

/** A method or accessor under the given key. */
export function methodCode(place, key) {
  const { head, least, most, ...form } = place.choices.oneOf(methodForms);
  const inside = insideFunction(place, { ...form, hasSuper: true });
  const limits = { areUnique: true, ...(least === undefined ? {} : { least, most, hasNoRest: true }) };
  return `${head}${key}${parametersAndBody(inside, limits)}`;
}

/** An object literal with members of every kind. */
export function objectCode(place) {
  const members = place.choices.several(1, 3, () => memberCode(place));
  return `({ x: 1, ${members.join(', ')} })`;
}

function memberCode(place) {
  const key = place.choices.oneOf(['m', 'n', "'s'", `[log(${place.tag()}, 'c')]`]);
  return place.choices.chance(30) ? `${key}: ${functionCode(place)}` : methodCode(place, key);
}
