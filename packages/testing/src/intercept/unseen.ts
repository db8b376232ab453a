import { subscribe } from 'node:diagnostics_channel';
import { currentTape, isLetThrough, unseenRemedy } from './tape.ts';

/** What undici tells of each request, also the copy that Node's `fetch` is made of. */
interface SentRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  onError(error: Error): void;
}

/**
 * Tells tapes of requests that go around them: by a `fetch` that was kept before the first recording, or by a copy of undici
 * inside a bundle.
 */
export function noticeUnseen(): void {
  subscribe('undici:request:create', (message) => {
    const tape = currentTape();
    if (tape === undefined || isLetThrough()) return;
    // Proof of the cast: undici documents it.
    const { request } = message as { readonly request: SentRequest };
    const url = new URL(request.path, request.origin).href;
    const error = tape.unseen(
      `${request.method} ${url} was sent by a copy of fetch or of undici that cannot be recorded`,
      unseenRemedy,
    );
    if (error !== undefined) request.onError(error);
  });
}
