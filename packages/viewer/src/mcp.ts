export { serveTraces } from './agent/serve-traces.ts';
