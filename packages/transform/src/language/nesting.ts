/** Deeper than any code that people or generators write; the native parser's stack ends at about ten times this. */
const maxDepth = 3000;

/**
 * Could parsing overflow the stack? The native parser recurses without a limit, and its overflow ends the whole process
 * (https://github.com/oxc-project/oxc/issues/24375). Brackets in strings count too, which is as good for a bound.
 */
export function isNestedTooDeeply(code: string): boolean {
  let depth = 0;
  for (let at = 0; at < code.length; at++) {
    switch (code.charCodeAt(at)) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        if (depth > 0) depth--;
        break;
      default:
    }
  }
  return false;
}
