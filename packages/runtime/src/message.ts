import { getOwnPropertyDescriptor, isProxy } from './intrinsics.ts';
import { redacted } from './secret-text.ts';
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
    if (index === -1) return whole;
    if ([name, ...keys].some((key) => options.secrets.isSecret(key))) return redacted;
    return plainText(keys.reduce(ownValue, values[index]), options);
  });
  return text.slice(0, options.maxLength);
}

// Accessors and proxies would run user code: for a message they are as good as absent.
function ownValue(holder: unknown, key: string): unknown {
  const isObject = (typeof holder === 'object' && holder !== null) || typeof holder === 'function';
  return isObject && !isProxy(holder) ? getOwnPropertyDescriptor(holder, key)?.value : undefined;
}
