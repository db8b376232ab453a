import { hasContextManager, hasProvider, logWarning } from './telemetry.ts';

interface Globals {
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly versions?: { readonly node?: string };
  };
  readonly console?: { warn(message: string): void };
}

/** Where nobody develops: a test that brings its own provider knows what it leaves out. */
const quiet: readonly string[] = ['production', 'test'];

const remedy = 'Call `new NodeTracerProvider({ spanProcessors: […] }).register()` before `startTracking()`.';

/** Says what is missing for spans to be made and to have the right parents, in one line each. */
export function reportSetup(hasOwnProvider: boolean): void {
  // Proof of the cast: Node's, Deno's and Bun's `process`, and the console, where there are any.
  const { process, console } = globalThis as Globals;
  const isServer = process?.versions?.node !== undefined;
  const needs: readonly (readonly [isThere: boolean, what: string])[] = [
    [
      hasOwnProvider || hasProvider(),
      'no OpenTelemetry provider is registered yet, and no spans are made until one is.',
    ],
    // Browsers have none that follows a program across its awaits.
    [
      !isServer || hasContextManager(),
      'no context manager is registered, so spans lose their parents after an `await`.',
    ],
  ];
  for (const [isThere, what] of needs) {
    if (isThere) continue;
    const message = `bud: ${what} ${isServer ? remedy : 'Register one.'}`;
    logWarning(message);
    if (!quiet.includes(process?.env?.['NODE_ENV'] ?? '')) console?.warn(message);
  }
}
