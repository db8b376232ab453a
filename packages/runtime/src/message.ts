import { isProxy } from './intrinsics.ts';
import { nameOfValue, readProperty } from './value-name.ts';
import { plainText, type ValueTextOptions } from './value-text.ts';

const placeholder = /\{([^{}]+)\}/g;

/**
 * Fills a message template from captured values; a string is inserted bare, anything else as value text, and a
 * placeholder that names nothing captured stays as it is.
 *
 * @example
 * formatMessage('Asking {model.name}', ['model'], [{ name: 'small' }], options); // 'Asking small'
 */
export function formatMessage(
  template: string,
  names: readonly string[],
  values: readonly unknown[],
  options: ValueTextOptions,
): string {
  const text = template.replace(placeholder, (whole, path: string) => {
    const [name = '', ...keys] = path.trim().split('.');
    const index = names.indexOf(name);
    return index === -1 ? whole : textAt({ name, value: values[index], keys }, options);
  });
  return text.slice(0, options.maxLength);
}

/** A captured value, and the keys from there to what a message shows of it. */
interface Walk {
  readonly name: string;
  readonly value: unknown;
  readonly keys: readonly string[];
}

/** A secret on the way hides all that is below it, as it does where the whole value is shown. */
function textAt({ name, value, keys }: Walk, options: ValueTextOptions): string {
  const { secrets } = options;
  const replacementOf = (key: string, path: readonly string[], found: unknown): string | undefined =>
    secrets.isSecret(key) ? secrets.replacement({ key, path, value: found }) : undefined;
  let replacement = replacementOf(name, [name], value);
  let current = value;
  let outer: object | undefined;
  let holderName: string | undefined = name;
  for (const [index, key] of keys.entries()) {
    if (replacement !== undefined) return replacement;
    // Accessors and proxies would run user code: for a message they are as good as absent.
    const holder = isHolder(current) ? current : undefined;
    current = holder && readProperty(holder, key)?.value;
    const place = holder && { holder, key, isElement: Array.isArray(holder) && isIndex(key), outer, holderName };
    const found = place === undefined ? key : nameOfValue(secrets, place) || key;
    replacement = replacementOf(found, [name, ...keys.slice(0, index + 1)], current);
    outer = holder;
    holderName = key;
  }
  return replacement ?? plainText(current, options);
}

function isHolder(value: unknown): value is object {
  return ((typeof value === 'object' && value !== null) || typeof value === 'function') && !isProxy(value);
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}
