import { speak, type Connection } from './connection.ts';

/** A thread of a process, and the connection to it. */
export interface Thread {
  readonly name: string;
  readonly connection: Connection;
}

/** Calls `found` for each worker thread of a Node process, those that start later included. */
export async function watchWorkers(parent: Connection, found: (thread: Thread) => void): Promise<void> {
  const threads = new Map<string, { readonly receive: (message: string) => void; readonly ended: () => void }>();
  parent.on('NodeWorker.attachedToWorker', ({ sessionId, workerInfo }) => {
    const id = String(sessionId);
    const { promise: closed, resolve: ended } = withResolvers();
    const send = (message: string): void =>
      void parent.call('NodeWorker.sendMessageToWorker', { sessionId: id, message }).catch(() => ended());
    const [connection, receive] = speak(send, closed, () => {});
    threads.set(id, { receive, ended });
    // Proof of the cast: what the protocol says.
    const { workerId, title } = workerInfo as { readonly workerId: string; readonly title?: string };
    found({ name: title?.replaceAll(/[[\]]/g, '') || `worker ${workerId}`, connection });
  });
  parent.on('NodeWorker.receivedMessageFromWorker', ({ sessionId, message }) =>
    threads.get(String(sessionId))?.receive(String(message)),
  );
  parent.on('NodeWorker.detachedFromWorker', ({ sessionId }) => {
    threads.get(String(sessionId))?.ended();
    threads.delete(String(sessionId));
  });
  const endAll = (): void => threads.forEach(({ ended }) => ended());
  void parent.closed.then(endAll);
  // Only Node has workers inside of its inspector.
  await parent.call('NodeWorker.enable', { waitForDebuggerOnStart: false }).catch(() => {});
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
