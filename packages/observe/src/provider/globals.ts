/**
 * What OpenTelemetry's API holds for the whole process, and who put it there:
 *
 *   nobody yet   ─▶ our proxies are registered, and stay; configure and shutdown only swap what stands behind them
 *   another SDK  ─▶ it is joined: our proxies hand on to it, and nothing is registered
 *     └─ tracer-proxy, meter-proxy, logger-proxy
 */
import {
  context,
  createContextKey,
  metrics,
  propagation,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  trace,
  type ContextManager,
  type TextMapPropagator,
  type TracerProvider,
} from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { LoggerProxy } from './logger-proxy.ts';
import { MeterProxy } from './meter-proxy.ts';
import { TracerProxy } from './tracer-proxy.ts';

/** The proxies of a process: two copies of this package use the same ones. */
export interface Proxies {
  readonly tracers: TracerProxy;
  readonly meters: MeterProxy;
  readonly loggers: LoggerProxy;
  /** Takes back what was registered for them; undefined while nothing is. */
  unregister?: (() => void) | undefined;
}

const key = Symbol.for('bud.observe.proxies.v1');

/** The proxies of the default instance, made by whichever copy of this package asks first. */
export function sharedProxies(): Proxies {
  // Proof of the cast: the key is ours, and its version says what is there.
  const holder = globalThis as { [key]?: Proxies };
  return (holder[key] ??= { tracers: new TracerProxy(), meters: new MeterProxy(), loggers: new LoggerProxy() });
}

/** The provider of another SDK that was registered before us; undefined when there is none. */
export function foreignProvider({ tracers }: Proxies): TracerProvider | undefined {
  const registered = trace.getTracerProvider();
  const provider = registered instanceof ProxyTracerProvider ? registered.getDelegate() : registered;
  // Without a delegate, OpenTelemetry's stand-in gives one that makes nothing.
  const isNobody = registered instanceof ProxyTracerProvider && registered.getDelegateTracer('bud') === undefined;
  return isNobody || provider === tracers ? undefined : provider;
}

/** What is registered besides providers. */
export interface ContextCarriers {
  readonly contextManager: ContextManager | undefined;
  readonly propagator: TextMapPropagator;
}

/** Registers the proxies once, and a context manager and propagator where there is none. */
export function register(proxies: Proxies, { contextManager, propagator }: ContextCarriers): void {
  if (proxies.unregister !== undefined) return;
  const undo: (() => void)[] = [];
  if (trace.setGlobalTracerProvider(proxies.tracers)) undo.push(() => trace.disable());
  if (metrics.setGlobalMeterProvider(proxies.meters)) undo.push(() => metrics.disable());
  if (logs.setGlobalLoggerProvider(proxies.loggers) === proxies.loggers) undo.push(() => logs.disable());
  if (propagation.setGlobalPropagator(propagator)) undo.push(() => propagation.disable());
  if (contextManager !== undefined && context.setGlobalContextManager(contextManager))
    undo.push(() => context.disable());
  proxies.unregister = () => {
    proxies.unregister = undefined;
    // Only what is still ours: another SDK may have taken its place.
    if (foreignProvider(proxies) === undefined) for (const step of undo) step();
  };
}

const probe = ROOT_CONTEXT.setValue(createContextKey('bud.observe.probe'), true);

/** Registers a context manager where there is none; gives what takes it back. */
export function registerContextManager(manager: ContextManager | undefined): (() => void) | undefined {
  const hasManager = context.with(probe, () => context.active() === probe);
  if (hasManager || manager === undefined || !context.setGlobalContextManager(manager)) return undefined;
  return () => context.disable();
}
