import { expect, test } from 'vitest';
import { hosts } from '../../hosts/hosts.ts';
import { measure } from './measure.ts';

test.each(Object.values(hosts))(
  '$name: unused tracked functions cost nothing, the gate under 200 bytes',
  async (host) => {
    const { unusedBytes, gateGzipBytes, plainBytes, trackedBytes } = await measure(host);
    expect(unusedBytes).toBe(0);
    expect(gateGzipBytes).toBeLessThanOrEqual(200);
    expect(trackedBytes).toBeGreaterThan(plainBytes);
  },
);
