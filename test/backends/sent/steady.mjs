// Ids and times come from the platform. Here it gives the same ones every time: random numbers that count, and clocks that
// only go when they are told to. So what is sent is the same to every backend, today and in a year.
const begin = Date.UTC(2026, 0, 1);
const platform = { random: Math.random, now: Date.now };
let elapsedMs = 0;
let drawn = 0;

Math.random = () => {
  drawn += 1;
  // All bytes of an id shall count.
  return ((drawn * 0x9e3779b1) % 2 ** 32) / 2 ** 32;
};
Date.now = () => Math.floor(begin + elapsedMs);
Object.defineProperties(performance, {
  timeOrigin: { value: begin, configurable: true },
  now: { value: () => elapsedMs, configurable: true },
});

/** Lets time go on: by some nanoseconds too, which no number of milliseconds since 1970 could hold. */
export function pass(ms = 1.234567) {
  elapsedMs += ms;
}

/** What sends needs real clocks and real chance; no id is drawn any more, and only metrics look at `performance`. */
export function release() {
  Math.random = platform.random;
  Date.now = platform.now;
}
