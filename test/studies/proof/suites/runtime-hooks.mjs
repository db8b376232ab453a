// Module hooks that resolve the runtime for projects that have not installed it.
const known = {};

export function initialize({ runtime }) {
  known.runtime = runtime;
}

export function resolve(specifier, context, nextResolve) {
  if (specifier !== '@bud/runtime') return nextResolve(specifier, context);
  return { url: known.runtime, format: 'module', shortCircuit: true };
}
