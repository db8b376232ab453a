/** What stands for `off` nearly, and means nothing: `of`, `offf`, `disabled`. */
const meantOff = /^(?:of+|o?ff|oof|0ff|fals|flase|no|none|disabled?|never)$/i;

/** What to say of `BUD_TRACK` where the program runs: it switches off here, and selects types only while building. */
export function trackingNote(value = ''): string | undefined {
  const written = value.trim();
  if (/^(?:off|0|false)$/i.test(written))
    return '`BUD_TRACK` switches tracking off: tracked functions make no spans. Unset it to see them.';
  if (meantOff.test(written))
    return `\`BUD_TRACK\` is "${written}", and tracked functions make spans: to switch them off, set it to "off".`;
  return undefined;
}
