/**
 * What the program has told `@bud/observe` of the content of calls to models. All copies of the SDK keep it in one place;
 * this package works with any SDK, and so looks there and imports nothing.
 */
interface SdkState {
  readonly once?: (message: string) => void;
  readonly contentPolicy?: {
    readonly said: boolean | undefined;
    /** Everything stays on this machine, outside of production. */
    readonly isLocal: boolean;
  };
}

const key = Symbol.for('bud.observe.state.v1');

function stateOfSdk(): SdkState {
  // Proof of the cast: the key is that of the SDK, and its version says what is there.
  return (globalThis as { readonly [key]?: SdkState })[key] ?? {};
}

/** Whether the SDK was told to record content, or not to; undefined when nobody has said anything. */
export function saidToSdk(): boolean | undefined {
  return stateOfSdk().contentPolicy?.said;
}

/** Whether content is recorded because nothing leaves this machine; the first time, the program is told. */
export function staysHere(): boolean {
  const { once, contentPolicy } = stateOfSdk();
  if (contentPolicy?.isLocal !== true) return false;
  once?.(
    'What is said to models, and what they answer, is recorded, because everything that is recorded stays on this machine. ' +
      'Set `captureContent` to say so yourself, or to false to record none.',
  );
  return true;
}
