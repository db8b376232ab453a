/** When each call began, and when the program itself saw that it was through: by name, in milliseconds. */
export const times = new Map();

/** Makes a call whose span has that name. */
export function call(name, make) {
  times.set(name, { from: performance.now() });
  return make();
}

/** The call is through, as far as its consumer can tell; the first time counts. */
export function through(name) {
  const time = times.get(name);
  time.to ??= performance.now();
}

// Absent nowhere where this runs: tells when what a call returned has been collected.
const collected = new FinalizationRegistry(through);

/** The call is through when what it returned is collected. */
export function throughWith(name, returned) {
  collected.register(returned, name);
  return returned;
}
