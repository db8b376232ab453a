import { expect } from 'vitest';

// Only where a process of its own is what is tested: reports are large, and a program of a user's has none of our lines.
const isWorthIt = /\/packages\/|\/test\/(?:node-loader|integrations)\//.test(expect.getState().testPath ?? '');
const folder = process.env['BUD_CHILD_COVERAGE'];
if (isWorthIt && folder !== undefined) process.env['NODE_V8_COVERAGE'] = folder;
