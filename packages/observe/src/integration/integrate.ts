/**
 * The instrumentations that OpenTelemetry and the owners of libraries publish, wrapped:
 *
 *   instrumentPg(options) ─▶ integrate ─▶ a function that takes it back
 *     ├─ peer        the instrumentation's package, or one sentence about what to install
 *     ├─ say         what keeps it from working
 *     ├─ tracers     the scope's suffix, `bud.span_type`, statements cut and without secrets
 *     └─ take-hold   of what was loaded before, and of what ES modules load
 *          ├─ definition   what an integration wraps, and what its instrumentation patches
 *          ├─ modules      what Node has loaded, and can load
 *          └─ version      whether the instrumentation knows it
 *   web/, database/, log/   one file for each library, which is what `@bud/observe/<name>` imports
 *     └─ address   URLs that make no spans, and a request's URL
 */
import { sharedProxies } from '../provider/globals.ts';
import { instrumentationClass, type Instrumentation } from './peer.ts';
import { release, takeHold } from './take-hold.ts';
import type { Definition, Integration, IntegrationOptions, Uninstrument } from './definition.ts';
import { say } from './say.ts';
import { integrationTracers, type IntegrationTracers } from './tracers.ts';

/** What a process has instrumented; a hook into Node's loader cannot be taken out, so an instrumentation is kept. */
interface Kept {
  readonly instrumentation: Instrumentation;
  /** What it patches; `isComposed`: it does so by others, which do not know what was patched here. */
  readonly definitions: readonly Definition[];
  readonly isComposed: boolean;
  readonly stop: Uninstrument;
}

type Made = Omit<Kept, 'stop'>;

const key = Symbol.for('bud.observe.integrations.v1');

function keptOnes(): Map<string, Kept> {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: Map<string, Kept> };
  return (holder[key] ??= new Map());
}

/** Instruments a library for the whole process; a second time, the options of the second time hold. */
export function integrate(
  integration: Integration,
  { scopeSuffix = '', instrumentation: theirs = {} }: IntegrationOptions,
  ours: Readonly<Record<string, unknown>> = {},
): Uninstrument {
  const kept = keptOnes();
  const earlier = kept.get(integration.caller);
  earlier?.stop();
  const tracers = integrationTracers(scopeSuffix);
  const config = { ...theirs, ...ours };
  try {
    // What has no hook in Node's loader can be made anew, with the options of now.
    const canStay = earlier !== undefined && earlier.definitions.length > 0;
    const made = canStay ? earlier : make(integration, { ...config, enabled: false });
    if (made === undefined) return () => {};
    const stop = start(integration, made, config, tracers);
    kept.set(integration.caller, { ...made, stop });
    return stop;
  } catch (error) {
    say(`${integration.caller}: ${integration.from} failed (${String(error)}); the library is left as it is.`);
    return () => {};
  }
}

/** An instrumentation that is not registered for the process: what one application is given. */
export function integrateOnce(
  integration: Integration,
  { scopeSuffix = '', instrumentation: theirs = {} }: IntegrationOptions,
  ours: Readonly<Record<string, unknown>>,
): { readonly instrumentation: Instrumentation; readonly stop: Uninstrument } | undefined {
  const tracers = integrationTracers(scopeSuffix);
  const config = { ...theirs, ...ours };
  const made = make(integration, config);
  return made && { instrumentation: made.instrumentation, stop: start(integration, made, config, tracers) };
}

function make(integration: Integration, config: Readonly<Record<string, unknown>>): Made | undefined {
  const Instrumenting = instrumentationClass(integration, say);
  if (Instrumenting === undefined) return undefined;
  const definitions: Definition[] = [];
  // What an instrumentation patches is what its `init` gives; it is called by the constructor, before any field is there.
  class Watched extends Instrumenting {
    override init(): ReturnType<Instrumentation['init']> {
      const given = super.init() ?? [];
      definitions.push(...(Array.isArray(given) ? given : [given]));
      return given;
    }
  }
  const instrumentation = new Watched(config);
  // One that is made of others gives nothing itself.
  return definitions.length > 0
    ? { instrumentation, definitions, isComposed: false }
    : { instrumentation, definitions: instrumentation.getModuleDefinitions(), isComposed: true };
}

function start(
  integration: Integration,
  { instrumentation, definitions, isComposed }: Made,
  config: Readonly<Record<string, unknown>>,
  tracers: IntegrationTracers,
): Uninstrument {
  instrumentation.setConfig({ ...config, enabled: true });
  instrumentation.setTracerProvider(tracers.provider);
  instrumentation.setMeterProvider(sharedProxies().meters);
  instrumentation.enable();
  takeHold(integration, definitions, say);
  return () => {
    if (!tracers.isOn) return;
    tracers.isOn = false;
    instrumentation.disable();
    release(isComposed ? definitions : []);
  };
}
