import { APIConnectionError, APIError } from 'openai';

/** One line for the user about an error that stopped the agent. */
export function explainFailure(error: unknown, baseUrl: string): string {
  if (error instanceof APIConnectionError) return `Cannot reach ${baseUrl}: ${rootMessage(error)}`;
  if (error instanceof APIError && error.status !== undefined) {
    return `${baseUrl} answered with an error: ${error.message}`; // The message starts with the status.
  }
  return rootMessage(error);
}

/** The innermost cause says why: `fetch failed` ← `connect ECONNREFUSED 127.0.0.1:1`. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return rootMessage(error.cause);
  // Node's error about several addresses that all failed has a code and no message.
  return error.message || ('code' in error ? String(error.code) : error.name);
}
