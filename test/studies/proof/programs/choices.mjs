/**
 * Decisions read from a list of numbers. After its end every decision is the first, which the grammar keeps the
 * simplest: shortening the list or lowering a number makes a smaller program, and that is how failures shrink.
 */
export function createChoices(numbers) {
  let at = 0;
  const below = (count) => (at < numbers.length ? numbers[at++] % count : 0);
  return {
    below,
    /** True in so many of a hundred cases. */
    chance: (percent) => below(100) >= 100 - percent,
    oneOf: (list) => list[below(list.length)],
    /** As many as decided, from `least` to `most`. */
    several: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, index) => make(index)),
  };
}
