import { classText } from './class.mjs';
import { functionText, objectText } from './function.mjs';

const deepest = 5;

/** An expression whose parts report what they are and when they run. The first form of each table is the simplest. */
export function expressionText(place) {
  const forms = place.depth >= deepest ? leaves : [...leaves, ...branches];
  return place.choices.oneOf(forms)({ ...place, depth: place.depth + 1 });
}

/** The arguments of a call. */
export function argumentsText(place) {
  const args = place.choices.several(0, 3, () => expressionText(place));
  if (place.choices.chance(15)) args.push(`...list(${place.tag()}, 1, 2)`);
  return args.join(', ');
}

const leaves = [
  (place) => String(place.choices.below(4)),
  nameText,
  nameText,
  (place) => `log(${place.tag()}, ${place.choices.oneOf(["'s'", 'undefined', 'null', '[1, 2]', '{ x: 1 }'])})`,
  (place) => `log(${place.tag()}, ${nameText(place)})`,
  (place) => `spy(${place.tag()}, { x: 1, y: undefined })`,
  (place) => `list(${place.tag()}, 1, undefined, 3)`,
  ownText,
  ownText,
];

const branches = [
  (place) =>
    `(${expressionText(place)} ${place.choices.oneOf(['+', '===', '&&', '??', '||', ','])} ${expressionText(place)})`,
  (place) => `(${expressionText(place)} ? ${expressionText(place)} : ${expressionText(place)})`,
  (place) => `log(${place.tag()}, ${expressionText(place)})`,
  (place) => `\`t\${${expressionText(place)}}\``,
  (place) => `[${expressionText(place)}, ...list(${place.tag()}, 1)]`,
  (place) => `{ x: ${expressionText(place)}, ...spy(${place.tag()}, { y: 2 }) }`.replace(/^.*$/s, '($&)'),
  (place) => `${nameText(place)}?.x?.[${expressionText(place)}]`,
  assignmentText,
  (place) => `[1, 2].map(${functionText(place, ['arrow', 'expression'])})`,
  (place) => `(${functionText(place, ['arrow', 'expression', 'named'])})(${argumentsText(place)})`,
  (place) => `(${functionText(place, ['expression', 'arrow', 'named'])})\`a\${${expressionText(place)}}b\``,
  (place) => `${nameText(place)}?.(${argumentsText(place)})`,
  (place) => `exercise(${place.tag()}, ${functionText(place)})`,
  (place) => `exercise(${place.tag()}, ${objectText(place)})`,
  (place) => `exercise(${place.tag()}, ${classText(place, null)})`,
  (place) => `log(${place.tag()}, new (${classText(place, null)})(${argumentsText(place)}))`,
  suspensionText,
  suspensionText,
];

function assignmentText(place) {
  if (place.names.length === 0) return expressionText(place);
  return `(${nameText(place)} ${place.choices.oneOf(['=', '??=', '+='])} ${expressionText(place)})`;
}

/** `yield` and `await`, where they are allowed. */
function suspensionText(place) {
  const { function: owner, isInParameters, choices } = place;
  if (isInParameters || !(owner.isAsync || owner.isGenerator)) return expressionText(place);
  if (owner.isGenerator && (!owner.isAsync || choices.chance(50))) {
    const delegate = choices.chance(25);
    return delegate ? `(yield* list(${place.tag()}, 1, 2))` : `log(${place.tag()}, yield ${expressionText(place)})`;
  }
  return `log(${place.tag()}, await ${expressionText(place)})`;
}

export function nameText({ names, choices }) {
  return names.length === 0 ? '0' : choices.oneOf(names.toReversed());
}

/** What belongs to the function around: `this`, `arguments`, `new.target`, `super`, `eval`. */
function ownText(place) {
  const { function: owner, choices } = place;
  const forms = ['this', 'typeof this', 'this?.x'];
  if (owner.hasArguments) forms.push('arguments.length', 'arguments[0]', '[...arguments]', '(arguments[0] = 7)');
  if (owner.hasNewTarget) forms.push('new.target', 'new.target?.name');
  if (owner.hasSuper) forms.push('super.x', 'super.m?.(1)', 'super.toString === this?.toString');
  if (place.names.length > 0) forms.push(`eval('typeof ${nameText(place)}')`);
  return `log(${place.tag()}, ${choices.oneOf(forms)})`;
}
