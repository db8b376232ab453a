import type { ServerResponse } from 'node:http';
import type { Traces } from '../store/traces.ts';

/** How often a page is told that something changed, at most: it asks then for what it shows. */
const pauseMs = 150;
/** A proxy closes a connection on which nothing comes. */
const heartbeatMs = 15_000;

/** Tells a page by server-sent events which traces have changed, until it goes away. */
export function tellChanges(traces: Traces, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write(': connected\n\n');
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    // A page that does not read is told when it reads again: nothing heaps up for it.
    if (response.writableNeedDrain) return void response.once('drain', tell);
    if (changed.size === 0) return;
    const traceIds = changed.size > 100 ? undefined : [...changed];
    changed = new Set();
    response.write(`data: ${JSON.stringify({ traceIds })}\n\n`);
  };
  const stop = traces.onChange((traceIds) => {
    for (const traceId of traceIds) changed.add(traceId);
    timer ??= setTimeout(tell, pauseMs);
  });
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, heartbeatMs);
  response.on('error', () => {});
  response.on('close', () => {
    stop();
    clearTimeout(timer);
    clearInterval(heartbeat);
  });
}
