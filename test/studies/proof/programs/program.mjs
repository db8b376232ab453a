import { classCode } from './class.mjs';
import { createChoices } from './choices.mjs';
import { argumentsCode, expressionCode } from './expression.mjs';
import { declarationCode, functionCode, objectCode } from './function.mjs';
import { topPlace } from './place.mjs';
import { bodyCode } from './statement.mjs';

/**
 * A program: definitions, and the actions that use them. Actions are decided by numbers of their own, so that big
 * definitions leave some for them. `isConcurrent`: its actions are started together; then order depends on how many
 * ticks each of them takes.
 */
export function programFrom({ definitions: numbers, actions: actionNumbers }) {
  const choices = createChoices(numbers);
  const goal = choices.oneOf(['sloppy', 'module', 'strict']);
  const isConcurrent = choices.chance(30);
  const place = topPlace(choices, goal, { expressionCode, bodyCode });
  const definitions = choices.several(1, 3, () => definition(place));
  const acting = { ...place, choices: createChoices(actionNumbers) };
  const actions = definitions.flatMap(({ uses }) =>
    acting.choices.several(1, 3, () => actionCode(acting, acting.choices.oneOf(uses))),
  );
  const text = [
    goal === 'strict' ? "'use strict';" : '',
    goal === 'module' && definitions.some(({ text }) => text.startsWith('export default')) ? selfImport : '',
    ...definitions.map(({ text }) => text),
    ...actions,
  ];
  return { goal, isConcurrent, text: `${text.filter((line) => line !== '').join('\n')}\n` };
}

/** A module that imports itself: how it sees its own default export. */
export const programFile = 'program.mjs';
const selfImport = `import * as self from './${programFile}';`;

function definition(place) {
  const forms = [declared, assigned, object, class_];
  if (place.goal === 'module' && !place.hasDefault) forms.push(exported);
  return place.choices.oneOf(forms)(place);
}

function declared(place) {
  const name = place.fresh('f');
  place.names.push(name);
  const text = declarationCode(place, name);
  const isReassigned = place.choices.chance(10);
  return { text: isReassigned ? `${text} ${name} = log(${place.tag()}, ${name});` : text, uses: usesOf(place, name) };
}

function assigned(place) {
  const name = place.fresh('f');
  const keyword = place.choices.oneOf(['const', 'let', 'var']);
  place.names.push(name);
  return { text: `${keyword} ${name} = ${functionCode(place)};`, uses: usesOf(place, name) };
}

function usesOf(place, name) {
  return [
    (args) => `${name}(${args})`,
    exercised(place, name),
    (args) => `${name}.call({ x: 1 }${args === '' ? '' : `, ${args}`})`,
    (args) => `new ${name}(${args})`,
    (args) => `${name}?.(${args})`,
    () => `${name}\`a\${1}b\``,
  ];
}

function object(place) {
  const name = place.fresh('o');
  place.names.push(name);
  const members = ['m', 'n'].map((key) => (args) => `${name}.${key}?.(${args})`);
  const text = `const ${name} = ${objectCode(place)};`;
  return { text, uses: [exercised(place, name), ...members, () => `${name}.m`, () => `(${name}.n = 1)`] };
}

function class_(place) {
  const name = place.fresh('C');
  place.names.push(name);
  const uses = [
    (args) => `new ${name}(${args})`,
    exercised(place, name),
    exercised(place, name),
    exercised(place, name),
    exercised(place, name),
    ...['m', 'n', 's', 'c', '[2]'].flatMap((key) => {
      const member = key.startsWith('[') ? key : `.${key}`;
      return [(args) => `new ${name}()${member}(${args})`, (args) => `${name}${member}(${args})`];
    }),
    () => `new ${name}().m`,
    () => `(new ${name}().n = 1)`,
  ];
  return { text: classCode(place, name), uses };
}

function exported(place) {
  place.hasDefault = true;
  const forms = [() => declarationCode(place, ''), () => `${functionCode(place)};`, () => classCode(place, null)];
  const uses = [
    exercised(place, 'self.default'),
    (args) => `self.default(${args})`,
    (args) => `new self.default(${args})`,
    () => 'self.default.name',
  ];
  return { text: `export default ${place.choices.oneOf(forms)()}`, uses };
}

function exercised(place, name) {
  return () => `exercise(${place.tag()}, ${name})`;
}

/** An action, and how a generator that it returns is driven. */
function actionCode(place, use) {
  const steps = place.choices.several(0, 4, () =>
    place.choices.oneOf(["['next', 1]", "['next']", "['throw', 2]", "['return', 3]", "['next', {}]"]),
  );
  const used = use(argumentsCode(place));
  // What a function returns and nobody looks at may reject all the same.
  const text = place.choices.chance(25) ? `void (() => ${used})()` : used;
  return `action(() => ${text}, [${steps.join(', ')}]);`;
}
