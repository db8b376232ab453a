/**
 * What looks into a running process. Each room knows only rooms above it:
 *
 *   inside/       what is put into the process: the recorder of `@bud/runtime`, with spans of its own
 *   inspector/    the protocol that it is put in by
 *   process/      the processes of this machine, and how one is made to listen
 *   session/      a recording: put in, asked, taken out
 *
 * Whatever keeps one of them from its work is an attach-error, with a remedy.
 */
export { AttachError } from './attach-error.ts';
export type { Counted } from './inside/counts.ts';
export { listProcesses } from './process/running-process.ts';
export type { JavaScriptProcess } from './process/running-process.ts';
export { attach } from './session/attach.ts';
export type { Attachment } from './session/attach.ts';
export type { AttachListener, AttachOptions } from './session/options.ts';
