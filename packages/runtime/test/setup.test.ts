import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTracking } from '../src/otel.ts';

let said: string[];
let shown: unknown[];

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'development');
  said = [];
  shown = [];
  const ignore = (): void => {};
  const warn = (message: string): void => void said.push(message);
  diag.setLogger(
    { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  vi.spyOn(console, 'warn').mockImplementation((message: unknown) => void shown.push(message));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  trace.disable();
  context.disable();
  diag.disable();
});

const start = (): void => startTracking().stop();

describe('startTracking', () => {
  it('says in one line each what is missing, with the remedy', () => {
    start();
    expect(said).toEqual([
      expect.stringMatching(/^bud: no OpenTelemetry provider is registered.*NodeTracerProvider.*register\(\)/),
      expect.stringMatching(/^bud: no context manager is registered.*NodeTracerProvider.*register\(\)/),
    ]);
    expect(shown).toEqual(said);
    expect(said.join('')).not.toContain('\n');
  });

  it.each(['production', 'test'])('keeps off the console in %s', (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    start();
    expect([said.length, shown]).toEqual([2, []]);
  });

  it('is silent with a provider and a context manager', () => {
    trace.setGlobalTracerProvider(new TracerProvider());
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    start();
    startTracking({ tracerProvider: new TracerProvider() }).stop();
    expect([said, shown]).toEqual([[], []]);
  });

  it('needs no registered provider where it is given one', () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    startTracking({ tracerProvider: new TracerProvider() }).stop();
    expect(said).toEqual([]);
  });
});
