import vm from 'node:vm';
import { classCode } from './class.mjs';
import { expressionCode, nameCode } from './expression.mjs';
import { declarationCode, functionCode, objectCode } from './function.mjs';
import { patternCode } from './parameter.mjs';
import { declareLexical, declareVariable, insideBlock } from './place.mjs';

const deepest = 5;
const lexicalPool = ['p', 'q', 'r', 'a', 'b'];
const variablePool = ['v', 'w', 'a', 'b', 'c'];
const functionPool = ['f', 'g', 'h', 'a'];

/** A function's body. The fuel ends recursion in every run at the same call; what was bound shows at once. */
export function bodyCode(place, { isSimple, isUnique }) {
  const isMadeStrict = isSimple && isUnique && place.choices.chance(8);
  const inside = isMadeStrict ? { ...place, isStrict: true } : place;
  const names = [...inside.function.parameters];
  const seen = names.length > 0 && inside.choices.chance(50) ? `log(${inside.tag()}, [${names.join(', ')}]); ` : '';
  const statements = inside.choices.several(0, 4, () => statementCode(inside));
  return `{ ${isMadeStrict ? "'use strict'; " : ''}fuel(); ${seen}${statements.join(' ')} return ${expressionCode(inside)}; }`;
}

function statementCode(place) {
  const forms = place.depth >= deepest ? simple : [...simple, ...nested];
  return place.choices.oneOf(forms)(place);
}

/** Statements in braces. */
function blockCode(place, most = 2) {
  const inside = insideBlock(place);
  return `{ ${inside.choices.several(0, most, () => statementCode(inside)).join(' ')} }`;
}

const simple = [
  (place) => `log(${place.tag()}, ${expressionCode(place)});`,
  (place) => `log(${place.tag()}, ${nameCode(place)});`,
  (place) => `${expressionStatement(place)};`,
  lexicalCode,
  variableCode,
  jumpCode,
  (place) => `delete spy(${place.tag()}, { x: 1 }).x;`,
];

const nested = [
  blockCode,
  (place) => `if (${expressionCode(place)}) ${blockCode(place)} else ${blockCode(place)}`,
  tryCode,
  tryCode,
  loopCode,
  loopCode,
  switchCode,
  functionStatement,
  functionStatement,
  classStatement,
  (place) => lexicalCode(place, objectCode(place)),
  (place) => lexicalCode(place, functionCode(place)),
  usingCode,
];

function expressionStatement(place) {
  return `void ${expressionCode(place)}`;
}

function lexicalCode(place, value = expressionCode(place)) {
  const { choices } = place;
  const name = declareLexical(place, lexicalPool);
  if (name === null) return ';';
  const keyword = choices.oneOf(['const', 'let']);
  if (choices.chance(75)) return `${keyword} ${name} = ${value};`;
  const second = () => declareLexical(place, lexicalPool);
  const pattern = patternCode({ ...place, depth: place.depth + 1 }, name, second).replace(/ = .*$/s, '');
  return isPattern(pattern) ? `${keyword} ${pattern} = ${source(place, pattern)};` : `${keyword} ${name} = ${value};`;
}

/** Cut at its default a pattern may have lost its end. */
function isPattern(text) {
  return /^\{ x: \w+(?:, \.\.\.\w+)? \}$|^\[\w+(?:, \.\.\.\w+)?\]$/.test(text);
}

function source(place, pattern) {
  return pattern.startsWith('[') ? `list(${place.tag()}, 1, 2)` : `spy(${place.tag()}, { x: 1, y: 2 })`;
}

function variableCode(place) {
  const name = declareVariable(place, variablePool);
  if (name === null) return ';';
  return place.choices.chance(70) ? `var ${name} = ${expressionCode(place)};` : `var ${name};`;
}

/** `return`, `throw`, and `break` and `continue` where there is something to leave. */
function jumpCode(place) {
  const { choices, labels, isInLoop, function: owner } = place;
  const forms = [`if (${expressionCode(place)}) throw log(${place.tag()}, new Error('${place.tag()}'));`];
  if (owner.isReturnable) forms.push(`if (${expressionCode(place)}) return ${expressionCode(place)};`);
  if (isInLoop) forms.push('break;', 'continue;');
  if (labels.length > 0) forms.push(`break ${choices.oneOf(labels)};`, `continue ${choices.oneOf(labels)};`);
  return choices.oneOf(forms);
}

function tryCode(place) {
  const { choices } = place;
  const caught = insideBlock(place);
  caught.block.lexical.add('e');
  caught.names.push('e');
  const handler = ` catch (e) ${blockCode(caught)}`;
  const last = ` finally { log(${place.tag()}, 'finally'); ${blockCode(place)} }`;
  return `try ${blockCode(place)}${choices.oneOf([handler, handler + last, last])}`;
}

function loopCode(place) {
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
  return `${label === null ? '' : `${label}: `}${head} ${blockCode(loop)}`;
}

function isFree({ block }, name) {
  for (let at = block; at !== null; at = at.outer) if (at.lexical.has(name)) return false;
  return true;
}

function switchCode(place) {
  const inside = { ...insideBlock(place), isInLoop: false };
  inside.block.isCase = true;
  const cases = place.choices.several(1, 2, (index) => `case ${index}: ${statementCode(inside)} break;`);
  return `switch (${expressionCode(place)}) { ${cases.join(' ')} default: ${statementCode(inside)} }`;
}

/** Functions in blocks are lexical, and in sloppy code variables of the function around as well. */
function functionStatement(place) {
  const isNested = !place.block.isTop;
  const isTopOfModule = place.function.parameters === undefined;
  const declare = isNested || isTopOfModule ? declareLexical : declareVariable;
  const name = declare(place, functionPool);
  if (name === null) return ';';
  return `${declarationCode(place, name)} log(${place.tag()}, ${name}); ${callCode(place, name)}`;
}

function callCode(place, name) {
  const forms = ['', `exercise(${place.tag()}, ${name});`, `log(${place.tag()}, ${name}(${expressionCode(place)}));`];
  return place.choices.oneOf(forms);
}

function classStatement(place) {
  const name = declareLexical(place, ['K', 'L']);
  return name === null ? ';' : `${classCode(place, name)} exercise(${place.tag()}, ${name});`;
}

const knowsUsing = isSyntax('{ using a = null; }');

/** Node 20 cannot read it; then programs are without. */
function usingCode(place) {
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
