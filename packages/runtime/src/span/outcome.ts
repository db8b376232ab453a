import { findData, isReflectable, ownData, nativeReaderOf } from '@bud/value';

/** Why a span ended otherwise than by plain completion: `bud.track.end_reason`. */
export type EndReason = 'cancelled' | 'control-flow' | 'aborted' | 'abandoned' | 'shutdown' | 'error';

/** Names of the errors with which a call answers that its signal has fired: the platform's, and those of SDKs. */
const abortNames: readonly string[] = ['AbortError', 'APIUserAbortError'];

/** Names of what LangGraph throws to leave a node: to ask somebody, or to go on in a graph around it. */
const bubbles = /^(?:(?:Graph|Node)Interrupt|ParentCommand)$/;

/** What Next.js throws to leave a function carries one of these in front of its digest. */
const digests = /^(?:NEXT_|BAILOUT_TO_CLIENT_SIDE_RENDERING|DYNAMIC_SERVER_USAGE|HANGING_PROMISE_REJECTION)/;

const statusOf = nativeReaderOf('Response', 'status');

/**
 * Why a call that threw has ended; `isError` is the program's own opinion, and wins where it has one.
 *
 * @example
 * thrownReason({ digest: 'NEXT_REDIRECT;/login' }, 'Error', undefined); // 'control-flow'
 */
export function thrownReason(thrown: unknown, typeName: string, isError: boolean | undefined): EndReason {
  if (isError ?? !(bubbles.test(typeName) || isControlFlow(thrown))) {
    return isError === undefined && abortNames.includes(typeName) ? 'aborted' : 'error';
  }
  return 'control-flow';
}

/** Redirects, what is not found, and Suspense leave a function by throwing, and nothing has failed. */
function isControlFlow(thrown: unknown): boolean {
  if (!isReflectable(thrown)) return false;
  const digest = ownData(thrown, 'digest');
  if (typeof digest === 'string' && digests.test(digest)) return true;
  const status = statusOf(thrown) ?? redirectStatus(thrown);
  if (typeof status === 'number') return status < 400;
  return typeof findData(thrown, 'then') === 'function';
}

/** SvelteKit's redirects and those like them: a status beside a place to go to. */
function redirectStatus(thrown: object): number | undefined {
  const [status, location] = ['status', 'location'].map((key) => ownData(thrown, key));
  return typeof status === 'number' && status >= 300 && typeof location === 'string' ? status : undefined;
}
