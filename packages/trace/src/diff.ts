/** How two traces differ, for what has to load fast. */
export { diffTraces } from './trace/diff.ts';
