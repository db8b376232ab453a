/**
 * What can be done with a span:
 *
 *   act-bar      a button for each
 *     ├─ open-place   its function, or a frame of a stack, in the editor
 *     └─ announce     what is copied, and that it was
 */
import { signal, type Signal } from '@preact/signals';

/** What has just been done, for a moment. */
export const announcement: Signal<string> = signal('');
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  announcement.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (announcement.value = ''), 2500);
}

/** Copies text, or what makes it; says what was copied, or that the browser did not let it. */
export async function copy(text: string | (() => string), what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    announce(`Copied ${what}`);
  } catch (error) {
    announce(
      error instanceof RangeError ? `It is nested too deeply for ${what}` : 'The browser does not let this page copy',
    );
  }
}
