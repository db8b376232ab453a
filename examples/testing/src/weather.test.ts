import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { capture } from '@bud/testing';
import { record, replay } from '@bud/testing/replay';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { weatherIn } from './weather.js';

const sunny = { sky: 'sunny', degrees: 24 };

// Stands in for the service: gives one answer after the other.
let statuses: number[];
let service: Server;
beforeEach(async () => {
  service = createServer((_, response) => {
    response.writeHead(statuses.shift() ?? 500, { 'content-type': 'application/json' }).end(JSON.stringify(sunny));
  });
  await new Promise<void>((resolve) => void service.listen(0, '127.0.0.1', resolve));
  // Proof of the cast: that is what a server on a port has.
  vi.stubEnv('WEATHER_URL', `http://127.0.0.1:${(service.address() as AddressInfo).port}`);
  vi.stubEnv('WEATHER_KEY', 'plain-word-1234');
});
afterEach(() => {
  vi.unstubAllEnvs();
  service.close();
});

test('asks again when the service is busy', async () => {
  statuses = [503, 200];
  const trace = await capture(() => weatherIn('Rome'));
  expect(trace.result).toEqual(sunny);
  expect(trace.findAll('weatherIn > GET').map(({ attributes }) => attributes['http.response.status_code'])).toEqual([
    503, 200,
  ]);
});

test('gives up when it stays busy', async () => {
  statuses = [503, 503, 503];
  const trace = await capture(() => weatherIn('Rome'));
  expect(trace).toHaveFailedWith('the weather service answers 503');
  expect(trace.findAll('weatherIn > GET')).toHaveLength(3);
});

test('does the same from a recording, without the service and without its key', async () => {
  statuses = [503, 200];
  await record('out/weather', () => weatherIn('Rome'));
  service.close();
  service.closeAllConnections();

  const { result, diff } = await replay('out/weather', () => weatherIn('Rome'));
  expect(result).toEqual(sunny);
  expect(String(diff)).toMatchInlineSnapshot(`
    "  weatherIn(city: "Rome") → {"sky":"sunny","degrees":24}
        GET ✗ 503
        GET"
  `);
  expect(readFileSync('out/weather/wire.jsonl', 'utf8')).not.toContain('plain-word-1234');
  await expect(replay('out/weather', () => weatherIn('Oslo'))).rejects.toThrow('/now?city=Oslo was not recorded');
  rmSync('out', { recursive: true });
});
