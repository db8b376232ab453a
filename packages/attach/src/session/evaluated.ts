import type { Connection } from '../inspector/connection.ts';

/** A value as an inspector describes it. */
interface Remote {
  readonly type?: string;
  readonly value?: unknown;
  readonly objectId?: string;
}

/** What an expression or a function gives, as the inspector describes it; rejects with what it throws. */
export async function evaluated(
  connection: Connection,
  method: 'Runtime.evaluate' | 'Runtime.callFunctionOn',
  params: Readonly<Record<string, unknown>>,
): Promise<Remote> {
  const { result, exceptionDetails } = await connection.call(method, { silent: true, ...params });
  // Proof of the casts: what the protocol says.
  const thrown = exceptionDetails as { readonly text?: string; readonly exception?: { readonly description?: string } };
  if (thrown !== undefined) throw new Error(thrown.exception?.description ?? thrown.text ?? 'the recorder failed');
  return result as Remote;
}
