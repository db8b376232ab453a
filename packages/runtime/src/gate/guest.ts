import { gate, type Gate, type GateMethods } from './gate.ts';

/** Nothing of the gate but `on` is read then; the recorder is let go. */
const asleep: { readonly [Key in keyof Gate]?: Gate[Key] | undefined } = {
  on: false,
  enter: undefined,
  call: undefined,
  begin: undefined,
  iterate: undefined,
};

/** Whether a recorder of the program's is installed. */
export function isInstalled(): boolean {
  return gate.guest === undefined ? gate.on : gate.guest.behind !== undefined;
}

/** Installs the program's recorder: at the gate, or behind the guest that stands there. */
export function install(methods: GateMethods): void {
  if (gate.guest === undefined) Object.assign(gate, methods, { on: true, handed: undefined, details: undefined });
  else gate.guest.behind = methods;
}

/** Takes it out again; false where it is not installed any more: another copy of this package may have taken over. */
export function uninstall(methods: GateMethods): boolean {
  if (gate.guest?.behind?.call === methods.call) gate.guest.behind = undefined;
  else if (gate.call === methods.call) Object.assign(gate, asleep);
  else return false;
  return true;
}

/**
 * Lets a recorder stand in front of the program's own, if that has any, and gives what takes it away again; undefined where
 * one stands already. `methodsOf` is given what tells which recorder is behind.
 *
 * Neither may happen within a call of the program's: an instrumented function asks the gate twice.
 *
 * @example
 * import { admitGuest, createFailures, createRecorder, resolveTrackingOptions } from '@bud/runtime/attach';
 *
 * const options = resolveTrackingOptions({}, console.warn);
 * const leave = admitGuest((behind) => createRecorder(options, createFailures(console.warn), { behind }).methods);
 * leave?.();
 */
export function admitGuest(
  methodsOf: (behind: () => GateMethods | undefined) => GateMethods,
): (() => void) | undefined {
  if (gate.guest !== undefined) return undefined;
  const guest: NonNullable<Gate['guest']> = { behind: gate.on ? methodsAt(gate) : undefined };
  const methods = methodsOf(() => guest.behind);
  Object.assign(gate, methods, { on: true, handed: undefined, details: undefined, guest });
  return () => {
    if (gate.guest !== guest) return;
    gate.guest = undefined;
    // An older copy of this package may have put its recorder in our place.
    if (gate.call === methods.call) Object.assign(gate, guest.behind ?? asleep);
  };
}

/** Those that stand there now. None of them needs its receiver. */
// oxlint-disable-next-line typescript/unbound-method -- see above
function methodsAt({ enter, call, begin, iterate }: GateMethods): GateMethods {
  return { enter, call, begin, iterate };
}
