import { afterEach, describe, expect, it, vi } from 'vitest';
import { gate } from '../src/index.ts';
import { startTracking, type TrackingOptions } from '../src/otel.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('startTracking', () => {
  it.each(['off', '0', 'FALSE'])('installs nothing while the environment says BUD_TRACK=%s', (value) => {
    vi.stubEnv('BUD_TRACK', value);
    const tracking = startTracking();
    expect(gate.on).toBe(false);
    tracking.stop();
  });

  it('is not stopped by a list of types, which is for builds', () => {
    vi.stubEnv('BUD_TRACK', 'llm,tool');
    const tracking = startTracking();
    expect(gate.on).toBe(true);
    tracking.stop();
    expect(gate.on).toBe(false);
  });

  it('refuses options it does not have or cannot use, all in one error', () => {
    const wrong = { tracerProvidr: {}, maxLength: -1, captureInput: 'yes' } as unknown as TrackingOptions;
    expect(() => startTracking(wrong)).toThrow(
      /unknown option "tracerProvidr".*"maxLength" must be a whole number of at least 0, not -1; "captureInput" must be true or false, not "yes"/,
    );
    expect(gate.on).toBe(false);
  });
});
