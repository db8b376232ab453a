import { createRequire } from 'node:module';

/** What is used of React Refresh, whose package has no types. */
interface RefreshRuntime {
  injectIntoGlobalHook(global: typeof globalThis): void;
  register(type: unknown, id: string): void;
  createSignatureFunctionForTransform(): unknown;
  performReactRefresh(): unknown;
}

// Proof of the cast: the interface above is what its documentation says.
const runtime = createRequire(import.meta.url)('react-refresh/runtime') as RefreshRuntime;
runtime.injectIntoGlobalHook(globalThis);
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** React Refresh, as a development server installs it for a file. */
export interface Refresh {
  register(type: unknown, id: string): void;
  createSignature(): unknown;
  /** Takes the versions of components that were registered last. */
  perform(): void;
}

export function refreshOf(file: string): Refresh {
  return {
    register: (type, id) => runtime.register(type, `${file} ${id}`),
    createSignature: () => runtime.createSignatureFunctionForTransform(),
    perform: () => void runtime.performReactRefresh(),
  };
}

/** React DOM, which looks for React Refresh when it is loaded. */
export const { createRoot } = await import('react-dom/client');
