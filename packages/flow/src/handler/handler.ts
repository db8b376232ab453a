/**
 * Who is told of each event:
 *
 *   'console'   console-lines  a line for a person
 *   'file'      line-file      the event as a line of JSON, within 50 ms
 *   a function  the event itself
 * What one of them throws is said once, and changes nothing for the others and the flow.
 */
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { FlowEvent } from '../event/event.ts';
import type { FlowCallback, FlowFileOptions, FlowHandler } from '../options/options.ts';
import { eventLine } from './console-lines.ts';
import { LineFile } from './line-file.ts';
import { print, complain } from '../platform/host.ts';

/** A handler that is ready. */
export interface ReadyHandler {
  handle(event: FlowEvent, line: string): void;
  flush(): void;
  close(): void;
}

const nothing = (): void => {};

/** Makes a handler ready; what it throws later stays in here. */
export function readyHandler(handler: FlowHandler): ReadyHandler {
  let hasFailed = false;
  const report = (name: string, error: unknown): void => {
    if (!hasFailed) complain(`bud: the flow handler ${name} has failed, and flows go on: ${String(error)}`);
    hasFailed = true;
  };
  if (typeof handler === 'function') return callbackHandler(handler, report);
  if (handler === 'console') return { handle: (event) => print(eventLine(event)), flush: nothing, close: nothing };
  return fileHandler(handler === 'file' ? {} : handler.file, report);
}

type Report = (name: string, error: unknown) => void;

function callbackHandler(callback: FlowCallback, report: Report): ReadyHandler {
  const name = callback.name || 'callback';
  let isRunning = false;
  const call = async (event: FlowEvent): Promise<void> => {
    // What it returns may be a promise, whatever its type says.
    let answer: unknown;
    isRunning = true;
    try {
      answer = callback(event);
    } finally {
      isRunning = false;
    }
    await answer;
  };
  return {
    handle(event) {
      // What it tracks belongs to no flow, and what it says in one is not told to itself: neither would ever end.
      if (!isRunning) context.with(ROOT_CONTEXT, () => void call(event).catch((error: unknown) => report(name, error)));
    },
    flush: nothing,
    close: nothing,
  };
}

function fileHandler(options: FlowFileOptions, report: Report): ReadyHandler {
  const file = new LineFile(options, (error) => report(`file ${file.path}`, error));
  return { handle: (_, line) => file.add(line), flush: () => file.flush(), close: () => file.close() };
}
