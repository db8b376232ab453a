/**
 * Looks at what happened: traces in a browser, live or from files, and as one HTML file.
 *
 *   otlp/     requests in Protocol Buffers
 *   packed/   a trace on its way to a page
 *   store/    traces in memory: list, search, one trace
 *   clickhouse/  the same from a database
 *   message/  what was said to a model, whoever recorded it
 *   disk/     files that grow, and are put aside
 *   source/   trace files into a store
 *   editor/   a place of the project in the user's editor
 *   server/   who may ask, and what is answered
 *   page/     what runs in the browser; built into one file
 *   agent/    traces for coding agents: an entry of its own, mcp
 *   vite      the viewer in Vite's dev server, also one
 *   excerpt/  a part of a trace as Markdown or JSON
 */
export { startViewer } from './server/start-viewer.ts';
export type { ClickHouseReader } from './clickhouse/client.ts';
export type { Viewer, ViewerOptions } from './server/start-viewer.ts';
export { pageOf } from './server/page-of.ts';
