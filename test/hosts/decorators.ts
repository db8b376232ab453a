import { stripTypes } from './strip-types.mjs';

/** Rolldown and Vite pass standard decorators through, which Node cannot run yet. */
export const decorators = {
  name: 'decorators',
  transform: {
    filter: { id: /\.[cm]?tsx?$/, code: /^\s*@\w/m },
    handler: (code: string, id: string) => stripTypes(code, id),
  },
};
