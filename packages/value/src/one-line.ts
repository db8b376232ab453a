// Line breaks and commands of a terminal, the two separators that some take for a line break, and what turns the rest
// of a line around.
const outOfLine = /[\p{Cc}\u2028\u2029\p{Bidi_Control}]+/gu;

/**
 * A string that others wrote, for one line of a terminal or a log: nothing in it breaks the line, commands the terminal
 * or reverses what is written after it.
 */
export function oneLine(string: string): string {
  return string.replaceAll(outOfLine, ' ').trim();
}
