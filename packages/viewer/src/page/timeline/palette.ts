import { coloredTypes } from '../show/type.ts';

/** The colors of the stylesheet, for the canvas, which knows no variables. */
export interface Palette {
  readonly types: Readonly<Record<string, string>>;
  readonly error: string;
  readonly critical: string;
  readonly grid: string;
  readonly text: string;
  readonly selection: string;
  readonly hover: string;
}

/** Reads them anew; they differ by theme. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    types: Object.fromEntries([...coloredTypes, 'other'].map((type) => [type, color(`type-${type}`)])),
    error: color('error'),
    critical: color('critical'),
    grid: color('grid'),
    text: color('text-dim'),
    selection: color('selected'),
    hover: color('hover'),
  };
}
