import { expect } from 'vitest';
import { startHere } from './provider.ts';

const folder = process.env['BUD_CHILD_COVERAGE'];
const path = expect.getState().testPath ?? '';

// What is counted runs slower. The tests of a package have to reach its lines; those that take every fixture through every
// host reach the same ones again and again.
const counts =
  /\/packages\/|\/test\/(?:fixtures\/fixtures\.|hosts\/|source-maps\/|node-loader\/(?!fixtures)|integrations\/|libraries\/|studies\/llm\/|viewer\/)/;
if (folder !== undefined && counts.test(path)) await startHere();

// The report of a process is large: only where lines run nowhere else.
const inherits =
  /\/packages\/(?:cli|observe|swc|unplugin|tsc\/test\/(?:editor|emit))|\/test\/(?:integrations\/|node-loader\/(?!fixtures)|viewer\/mcp)/;
if (folder !== undefined && inherits.test(path)) process.env['NODE_V8_COVERAGE'] = folder;
