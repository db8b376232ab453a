/** Keeps the isolate of a request alive until a promise has settled. */
export type WaitUntil = (promise: Promise<unknown>) => void;

interface WithWaitUntil {
  waitUntil?(promise: Promise<unknown>): void;
}

// Vercel puts the context of the request there.
const vercel = Symbol.for('@vercel/request-context');

/**
 * What the platform gives for it: an argument of the handler (Workers, Netlify, Deno Deploy) or a global (Vercel); undefined
 * where the process lives on by itself.
 */
export function waitUntilOf(handlerArguments: readonly unknown[]): WaitUntil | undefined {
  // Proof of the cast: the key is Vercel's; every member is asked for before it is used.
  const holder = globalThis as { [vercel]?: { get?(): WithWaitUntil | undefined } };
  const hosts = [...handlerArguments.slice(1), holder[vercel]?.get?.()];
  const host = hosts.find(
    (each): each is Required<WithWaitUntil> => typeof (each as WithWaitUntil | undefined)?.waitUntil === 'function',
  );
  return host && ((promise) => host.waitUntil(promise));
}
