/** How traces are read and shown, for what has to load fast: matchers are loaded with each test file. */
export { matchingPath, pathOf } from './trace/path.ts';
export { spanLine, treeLines, treeOf } from './trace/tree.ts';
export type { Marks, TreeLine } from './trace/tree.ts';
export { sumOf, usageIn } from './trace/usage.ts';
export type { Usage } from './trace/usage.ts';
export { shownValue, shownValues } from './trace/value.ts';
