import { apply, symbolDescription } from './natives.ts';

/** What a symbol is called; '' when it has no description. */
export function descriptionOf(symbol: symbol): string {
  const description = apply(symbolDescription, symbol, []);
  return typeof description === 'string' ? description : '';
}
