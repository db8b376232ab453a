import { expect, test } from 'vitest';
import { hosts } from '../../hosts/hosts.ts';
import { measure } from './measure.ts';
import { measureRecorder } from './recorder.ts';

test.each(Object.values(hosts))(
  '$name: unused tracked functions cost nothing, the gate under 500 bytes',
  async (host) => {
    const { unusedBytes, gateGzipBytes, plainBytes, trackedBytes } = await measure(host);
    expect(unusedBytes).toBe(0);
    expect(gateGzipBytes).toBeLessThan(500);
    expect(trackedBytes).toBeGreaterThan(plainBytes);
  },
);

test('the recorder ships no format but its own', async () => {
  const [json, inspect] = await measureRecorder();
  // Words that only the other format writes.
  for (const word of ['[Uint8Contents]', '<ref *', 'empty item']) {
    expect(inspect?.code).toContain(word);
    expect(json?.code).not.toContain(word);
  }
});
