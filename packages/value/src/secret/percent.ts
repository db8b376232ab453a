/** Percent-encoded strings, such as a URL in the query of another one. */

/** Runs of the characters that are left when a string is encoded. */
export const encodedRun: RegExp = /(?<![\w.~!*()+%-])[\w.~!*()+%-]{6,}/g;

/** Whether a run has something in it that could come before a secret: an encoded `=`, `:` or `"`. */
export const isEncoded: RegExp = /%(?:25)*(?:3d|3a|22)/i;

/** `token%3Dx` → `token=x`, also if it was encoded several times. ASCII only: that is what names are told by. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%(?:25)*([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Encodes again what was decoded, once. */
export function encodePercent(text: string): string {
  return text.replace(
    /[ "#$&',/:;<=>?@\\^`{|}]|%(?![\da-f]{2})/gi,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
