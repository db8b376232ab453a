import { context as contexts, type Context } from '@opentelemetry/api';

/** What OpenTelemetry's context manager for Node has below it. */
interface ManagerOverStorage {
  readonly _asyncLocalStorage?: { enterWith?(context: Context): void };
}

/**
 * Makes a context that of what is left of the async function which runs now: frameworks tell of a beginning, but leave
 * nothing to run in it. Only for what goes on after an `await` of that function: else its caller would be in it as well.
 * Does nothing where the context manager has no way to: then what the framework calls is below what called the framework.
 */
export function enter(context: Context): void {
  // TypeScript lets private members be read like this, and tells when the API no longer has this one.
  const manager: ManagerOverStorage | undefined = contexts['_getContextManager']();
  manager?._asyncLocalStorage?.enterWith?.(context);
}
