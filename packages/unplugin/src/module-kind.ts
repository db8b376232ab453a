import type { ModuleKind } from '@bud/project';

/** The module types of webpack that tell how a file is loaded; `javascript/auto` leaves it to the syntax. */
export const moduleKinds: Readonly<Record<string, ModuleKind>> = {
  'javascript/esm': 'esm',
  'javascript/dynamic': 'commonjs',
};
