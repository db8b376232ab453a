import { classCode } from './class.mjs';
import { functionCode, objectCode } from './function.mjs';

const deepest = 5;

/** An expression whose parts report what they are and when they run. The first form of each table is the simplest. */
export function expressionCode(place) {
  const forms = place.depth >= deepest ? leaves : [...leaves, ...branches];
  return place.choices.oneOf(forms)({ ...place, depth: place.depth + 1 });
}

/** The arguments of a call. */
export function argumentsCode(place) {
  const args = place.choices.several(0, 3, () => expressionCode(place));
  if (place.choices.chance(15)) args.push(`...list(${place.tag()}, 1, 2)`);
  return args.join(', ');
}

const leaves = [
  (place) => String(place.choices.below(4)),
  nameCode,
  nameCode,
  (place) => `log(${place.tag()}, ${place.choices.oneOf(["'s'", 'undefined', 'null', '[1, 2]', '{ x: 1 }'])})`,
  (place) => `log(${place.tag()}, ${nameCode(place)})`,
  (place) => `spy(${place.tag()}, { x: 1, y: undefined })`,
  (place) => `list(${place.tag()}, 1, undefined, 3)`,
  ownCode,
  ownCode,
];

const branches = [
  (place) =>
    `(${expressionCode(place)} ${place.choices.oneOf(['+', '===', '&&', '??', '||', ','])} ${expressionCode(place)})`,
  (place) => `(${expressionCode(place)} ? ${expressionCode(place)} : ${expressionCode(place)})`,
  (place) => `log(${place.tag()}, ${expressionCode(place)})`,
  (place) => `\`t\${${expressionCode(place)}}\``,
  (place) => `[${expressionCode(place)}, ...list(${place.tag()}, 1)]`,
  (place) => `{ x: ${expressionCode(place)}, ...spy(${place.tag()}, { y: 2 }) }`.replace(/^.*$/s, '($&)'),
  (place) => `${nameCode(place)}?.x?.[${expressionCode(place)}]`,
  assignmentCode,
  (place) => `[1, 2].map(${functionCode(place, ['arrow', 'expression'])})`,
  (place) => `(${functionCode(place, ['arrow', 'expression', 'named'])})(${argumentsCode(place)})`,
  (place) => `(${functionCode(place, ['expression', 'arrow', 'named'])})\`a\${${expressionCode(place)}}b\``,
  (place) => `${nameCode(place)}?.(${argumentsCode(place)})`,
  (place) => `exercise(${place.tag()}, ${functionCode(place)})`,
  (place) => `exercise(${place.tag()}, ${objectCode(place)})`,
  (place) => `exercise(${place.tag()}, ${classCode(place, null)})`,
  (place) => `log(${place.tag()}, new (${classCode(place, null)})(${argumentsCode(place)}))`,
  suspensionCode,
  suspensionCode,
];

function assignmentCode(place) {
  if (place.names.length === 0) return expressionCode(place);
  return `(${nameCode(place)} ${place.choices.oneOf(['=', '??=', '+='])} ${expressionCode(place)})`;
}

/** `yield` and `await`, where they are allowed. */
function suspensionCode(place) {
  const { function: owner, isInParameters, choices } = place;
  if (isInParameters || !(owner.isAsync || owner.isGenerator)) return expressionCode(place);
  if (owner.isGenerator && (!owner.isAsync || choices.chance(50))) {
    const delegate = choices.chance(25);
    return delegate ? `(yield* list(${place.tag()}, 1, 2))` : `log(${place.tag()}, yield ${expressionCode(place)})`;
  }
  return `log(${place.tag()}, await ${expressionCode(place)})`;
}

export function nameCode({ names, choices }) {
  return names.length === 0 ? '0' : choices.oneOf(names.toReversed());
}

/** What belongs to the function around: `this`, `arguments`, `new.target`, `super`, `eval`. */
function ownCode(place) {
  const { function: owner, choices } = place;
  const forms = ['this', 'typeof this', 'this?.x'];
  if (owner.hasArguments) forms.push('arguments.length', 'arguments[0]', '[...arguments]', '(arguments[0] = 7)');
  if (owner.hasNewTarget) forms.push('new.target', 'new.target?.name');
  if (owner.hasSuper) forms.push('super.x', 'super.m?.(1)', 'super.toString === this?.toString');
  if (place.names.length > 0) forms.push(`eval('typeof ${nameCode(place)}')`);
  return `log(${place.tag()}, ${choices.oneOf(forms)})`;
}
