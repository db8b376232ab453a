import { types } from 'node:util';

/**
 * A value as one line, without running any code of the program: what tells two values apart, and of functions all that
 * instrumenting must not change.
 */
export function show(value, depth = 0) {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'function':
      return showFunction(value);
    case 'object':
      return value === null ? 'null' : showObject(value, depth);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function showFunction(value) {
  const own = (key) => Object.getOwnPropertyDescriptor(value, key)?.value;
  const kind = constructorName(value);
  const keys = Reflect.ownKeys(value).map(String).join(' ');
  return `[${kind} ${String(own('name'))} ${own('length')} ${keys}]`;
}

function showObject(value, depth) {
  // The recorder watches returned promises and generators through properties of theirs, and Node counts promises so.
  if (types.isPromise(value)) return '[promise]';
  if (types.isGeneratorObject(value)) return '[generator]';
  // The global object of a script has the emitted variables.
  if (Object.hasOwn(value, 'globalThis')) return '[global]';
  const name = constructorName(value);
  const message = Object.getOwnPropertyDescriptor(value, 'message')?.value;
  if (typeof message === 'string' && name.endsWith('Error')) return `${name}: ${message}`;
  if (depth === 2) return `[${name}]`;
  const parts = Reflect.ownKeys(value).map((key) => {
    const { get, set, value: held } = Object.getOwnPropertyDescriptor(value, key);
    return `${String(key)}: ${get || set ? '<accessor>' : show(held, depth + 1)}`;
  });
  return `${name} {${parts.join(', ')}}`;
}

/** Read from the prototype's own data, as a getter would be code of the program. */
function constructorName(value) {
  for (let holder = Object.getPrototypeOf(value); holder !== null; holder = Object.getPrototypeOf(holder)) {
    const constructor = Object.getOwnPropertyDescriptor(holder, 'constructor')?.value;
    if (typeof constructor !== 'function') continue;
    const name = Object.getOwnPropertyDescriptor(constructor, 'name')?.value;
    return typeof name === 'string' ? name : '?';
  }
  return 'null';
}
