import { stripTypes } from './strip-types.mjs';

/** Rolldown and Vite pass standard decorators through, after `export` where it stands, which Node cannot run yet. */
export const decorators = {
  name: 'decorators',
  transform: {
    filter: { id: /\.[cm]?tsx?$/, code: /(?:^|;)\s*(?:export\s+(?:default\s+)?)?@\w/m },
    handler: (code: string, id: string) => stripTypes(code, id),
  },
};
