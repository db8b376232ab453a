import vm from 'node:vm';
import { classText } from './class.mjs';
import { expressionText, nameText } from './expression.mjs';
import { declarationText, functionText, objectText } from './function.mjs';
import { patternText } from './parameter.mjs';
import { declareLexical, declareVariable, insideBlock } from './place.mjs';

const deepest = 5;
const lexicalPool = ['p', 'q', 'r', 'a', 'b'];
const variablePool = ['v', 'w', 'a', 'b', 'c'];
const functionPool = ['f', 'g', 'h', 'a'];

/** A function's body. The fuel ends recursion in every run at the same call; what was bound shows at once. */
export function bodyText(place, { isSimple, isUnique }) {
  const isMadeStrict = isSimple && isUnique && place.choices.chance(8);
  const inside = isMadeStrict ? { ...place, isStrict: true } : place;
  const names = [...inside.function.parameters];
  const seen = names.length > 0 && inside.choices.chance(50) ? `log(${inside.tag()}, [${names.join(', ')}]); ` : '';
  const statements = inside.choices.several(0, 4, () => statementText(inside));
  return `{ ${isMadeStrict ? "'use strict'; " : ''}fuel(); ${seen}${statements.join(' ')} return ${expressionText(inside)}; }`;
}

function statementText(place) {
  const forms = place.depth >= deepest ? simple : [...simple, ...nested];
  return place.choices.oneOf(forms)(place);
}

/** Statements in braces. */
function blockText(place, most = 2) {
  const inside = insideBlock(place);
  return `{ ${inside.choices.several(0, most, () => statementText(inside)).join(' ')} }`;
}

const simple = [
  (place) => `log(${place.tag()}, ${expressionText(place)});`,
  (place) => `log(${place.tag()}, ${nameText(place)});`,
  (place) => `${expressionStatement(place)};`,
  lexicalText,
  variableText,
  jumpText,
  (place) => `delete spy(${place.tag()}, { x: 1 }).x;`,
];

const nested = [
  blockText,
  (place) => `if (${expressionText(place)}) ${blockText(place)} else ${blockText(place)}`,
  tryText,
  tryText,
  loopText,
  loopText,
  switchText,
  functionStatement,
  functionStatement,
  classStatement,
  (place) => lexicalText(place, objectText(place)),
  (place) => lexicalText(place, functionText(place)),
  usingText,
];

function expressionStatement(place) {
  return `void ${expressionText(place)}`;
}

function lexicalText(place, value = expressionText(place)) {
  const { choices } = place;
  const name = declareLexical(place, lexicalPool);
  if (name === null) return ';';
  const keyword = choices.oneOf(['const', 'let']);
  if (choices.chance(75)) return `${keyword} ${name} = ${value};`;
  const second = () => declareLexical(place, lexicalPool);
  const pattern = patternText({ ...place, depth: place.depth + 1 }, name, second).replace(/ = .*$/s, '');
  return isPattern(pattern) ? `${keyword} ${pattern} = ${source(place, pattern)};` : `${keyword} ${name} = ${value};`;
}

/** Cut at its default a pattern may have lost its end. */
function isPattern(text) {
  return /^\{ x: \w+(?:, \.\.\.\w+)? \}$|^\[\w+(?:, \.\.\.\w+)?\]$/.test(text);
}

function source(place, pattern) {
  return pattern.startsWith('[') ? `list(${place.tag()}, 1, 2)` : `spy(${place.tag()}, { x: 1, y: 2 })`;
}

function variableText(place) {
  const name = declareVariable(place, variablePool);
  if (name === null) return ';';
  return place.choices.chance(70) ? `var ${name} = ${expressionText(place)};` : `var ${name};`;
}

/** `return`, `throw`, and `break` and `continue` where there is something to leave. */
function jumpText(place) {
  const { choices, labels, isInLoop, function: owner } = place;
  const forms = [`if (${expressionText(place)}) throw log(${place.tag()}, new Error('${place.tag()}'));`];
  if (owner.isReturnable) forms.push(`if (${expressionText(place)}) return ${expressionText(place)};`);
  if (isInLoop) forms.push('break;', 'continue;');
  if (labels.length > 0) forms.push(`break ${choices.oneOf(labels)};`, `continue ${choices.oneOf(labels)};`);
  return choices.oneOf(forms);
}

function tryText(place) {
  const { choices } = place;
  const caught = insideBlock(place);
  caught.block.lexical.add('e');
  caught.names.push('e');
  const handler = ` catch (e) ${blockText(caught)}`;
  const last = ` finally { log(${place.tag()}, 'finally'); ${blockText(place)} }`;
  return `try ${blockText(place)}${choices.oneOf([handler, handler + last, last])}`;
}

function loopText(place) {
  const { choices } = place;
  const label = choices.chance(30) ? place.fresh('label') : null;
  const inside = insideBlock(place);
  const loop = { ...inside, isInLoop: true, labels: label === null ? place.labels : [...place.labels, label] };
  loop.block.lexical.add('i');
  loop.names.push('i');
  const heads = [
    // The loop may set what it counts by.
    'for (let i = 0; i < 2 && fuel(); i++)',
    `for (const i of list(${place.tag()}, 1, 2, 3))`,
    'for (const i in { k: 1, l: 2 })',
    'for (var i = 0; i < 2 && fuel(); i++)',
    `for (const i of [1, 2])`,
  ];
  if (place.function.isAsync && !place.isInParameters) heads.push(`for await (const i of list(${place.tag()}, 1, 2))`);
  const head = choices.oneOf(heads.filter((text) => !text.includes('var i') || isFree(place, 'i')));
  if (head.includes('var i')) place.function.variables.add('i');
  return `${label === null ? '' : `${label}: `}${head} ${blockText(loop)}`;
}

function isFree({ block }, name) {
  for (let at = block; at !== null; at = at.outer) if (at.lexical.has(name)) return false;
  return true;
}

function switchText(place) {
  const inside = { ...insideBlock(place), isInLoop: false };
  inside.block.isCase = true;
  const cases = place.choices.several(1, 2, (index) => `case ${index}: ${statementText(inside)} break;`);
  return `switch (${expressionText(place)}) { ${cases.join(' ')} default: ${statementText(inside)} }`;
}

/** Functions in blocks are lexical, and in sloppy code variables of the function around as well. */
function functionStatement(place) {
  const isNested = !place.block.isTop;
  const isTopOfModule = place.function.parameters === undefined;
  const declare = isNested || isTopOfModule ? declareLexical : declareVariable;
  const name = declare(place, functionPool);
  if (name === null) return ';';
  return `${declarationText(place, name)} log(${place.tag()}, ${name}); ${callText(place, name)}`;
}

function callText(place, name) {
  const forms = ['', `exercise(${place.tag()}, ${name});`, `log(${place.tag()}, ${name}(${expressionText(place)}));`];
  return place.choices.oneOf(forms);
}

function classStatement(place) {
  const name = declareLexical(place, ['K', 'L']);
  return name === null ? ';' : `${classText(place, name)} exercise(${place.tag()}, ${name});`;
}

const knowsUsing = isSyntax('{ using a = null; }');

/** Node 20 cannot read it; then programs are without. */
function usingText(place) {
  if (!knowsUsing || place.block.isCase) return ';';
  const keyword = place.function.isAsync && place.choices.chance(50) ? 'await using' : 'using';
  const name = declareLexical(place, ['u']);
  return name === null ? ';' : `${keyword} ${name} = disposable(${place.tag()});`;
}

function isSyntax(text) {
  try {
    return Boolean(new vm.Script(text));
  } catch {
    return false;
  }
}
