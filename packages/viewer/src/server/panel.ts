import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { editorOf } from '../editor/open-editor.ts';
import { TraceFiles, withRotated } from '../source/trace-files.ts';
import { TraceStore } from '../store/trace-store.ts';
import { basePath, viewerHandler } from './handler.ts';
import { keeping } from './keeping.ts';

/** The viewer as a part of another server. */
export interface ViewerPanel {
  /** Gives false, and answers nothing, for what is not below the viewer's path: the rest is the other server's. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly close: () => void;
}

export async function viewerPanel(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ViewerPanel> {
  const path = join(root, '.bud/trace.jsonl');
  const store = new TraceStore();
  const sources = new TraceFiles(store, [...(await withRotated(path)), join(root, '.bud/flow.jsonl')]);
  await sources.readAll();
  sources.follow();
  const handle = viewerHandler({
    door: { host: '127.0.0.1', token: undefined },
    traces: store,
    receiver: { store, keep: keeping(path, () => {}) },
    openEditor: editorOf(root, environment),
  });
  return {
    handle: (request, response) => request.url?.startsWith(basePath) === true && handle(request, response),
    close: () => sources.stop(),
  };
}
