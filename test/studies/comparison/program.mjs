import { compileFunction } from 'node:vm';

/** The names that a part of a program declares. */
function namesOf(text) {
  return [...text.matchAll(/^(?:async )?(?:function\*?|class|const) (\w+)/gm)].map((match) => match[1]);
}

/** What a wrapper can be told about a function, as a user would write it down. */
function describeFunction(text) {
  const [, isAsync, star, name, list] = /^(async )?function(\*?) (\w+)\(([^)]*)\)/.exec(text);
  const runs = `${isAsync ? 'async' : ''}${isAsync && star ? '-' : ''}${star ? 'generator' : ''}` || 'sync';
  return { name, runs, parameters: list.split(', ').filter(Boolean) };
}

/** The source of a row's program with every tracked function marked: what the compiler gets. */
export function markedSource(program) {
  const parts = program.map((part) => part.plain ?? part.class ?? `/** @track */ ${part}`);
  return `${parts.join(';\n')};\nexport { ${parts.flatMap((part) => namesOf(withoutMark(part))).join(', ')} };\n`;
}

/** How many functions of the program are tracked. */
export function trackedCount(program) {
  return program.filter((part) => part.plain === undefined).length;
}

/**
 * Runs a row's program with every tracked function passed through `track(fn, { name, runs, parameters })`, and every
 * tracked method through `trackMethod(Class, method, { name, … })`; gives back what the program declares.
 */
export function wrappedProgram(program, { track, trackMethod }) {
  const parts = program.map((part) => part.plain ?? (part.class ? wrappedClass(part) : wrappedFunction(part)));
  const names = program.flatMap((part) => namesOf(part.plain ?? part.class ?? part));
  const source = `'use strict';\n${parts.join(';\n')};\nreturn { ${names.join(', ')} };`;
  return compileFunction(source, ['track', 'trackMethod'])(track, trackMethod);
}

function wrappedFunction(text) {
  const about = describeFunction(text);
  return `const ${about.name} = track(${text}, ${JSON.stringify(about)})`;
}

function wrappedClass({ class: text, method }) {
  const [name] = namesOf(text);
  const parameters = new RegExp(`\\b${method}\\(([^)]*)\\)`).exec(text)[1].split(', ');
  const about = { name: `${name}.${method}`, runs: 'sync', parameters };
  return `${text}\ntrackMethod(${name}, '${method}', ${JSON.stringify(about)})`;
}

function withoutMark(part) {
  return part.replace('/** @track */ ', '');
}

/** Applies a standard (TC39) method decorator the way compiled code does. */
export function applyDecorator(Class, method, decorator) {
  const context = { kind: 'method', name: method, static: false, private: false, addInitializer() {} };
  const { value } = Object.getOwnPropertyDescriptor(Class.prototype, method);
  replaceMethod(Class, method, decorator(value, context) ?? value);
}

/** Applies one of TypeScript's `experimentalDecorators` the way compiled code does. */
export function applyLegacyDecorator(Class, method, decorator) {
  const descriptor = Object.getOwnPropertyDescriptor(Class.prototype, method);
  Object.defineProperty(Class.prototype, method, decorator(Class.prototype, method, descriptor) ?? descriptor);
}

/** For libraries that wrap functions and have nothing of their own for methods. */
export function replaceMethod(Class, method, value) {
  Object.defineProperty(Class.prototype, method, { value, writable: true, configurable: true });
}
