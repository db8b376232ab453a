/** Throws a `TypeError` that lists the mistakes in what a program passed to a function, if there are any. */
export function throwMistakes(caller: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new TypeError(`${caller}() options: ${mistakes.join('; ')}.`);
}
