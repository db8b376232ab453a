import { afterEach, expect, test, vi } from 'vitest';
import type { Attributes } from '@opentelemetry/api';
import { awsLambdaDetector } from '@opentelemetry/resource-detector-aws';
import { containerDetector } from '@opentelemetry/resource-detector-container';
import * as bud from '@bud/observe';

let observing: bud.Observing | undefined;
const said: string[] = [];
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  said.length = 0;
});

function configured(options: bud.ObserveOptions = {}): bud.MemoryExporter {
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  const memory = bud.memoryExporter();
  observing = bud.configure({ export: [memory], ...options });
  return memory;
}

/** What describes a span that is made now. */
function resourceNow(memory: bud.MemoryExporter): Attributes {
  bud.span('work').end();
  return memory.spans.at(-1)!.resource.attributes;
}

test('the cloud is described by the detectors of its name, whose package is loaded then', async () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'water-plants');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_VERSION', '7');
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs20.x');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  const memory = configured({ resourceDetectors: ['aws', 'process', 'container'] });
  await vi.waitFor(() =>
    expect(resourceNow(memory)).toMatchObject({
      'cloud.provider': 'aws',
      'cloud.region': 'eu-central-1',
      'faas.name': 'water-plants',
      'process.pid': process.pid,
    }),
  );
  expect(Object.keys(resourceNow(memory))).not.toContain('os.type');
  expect(said).toEqual([]);
});

test('a detector may be given itself, beside names', async () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'water-plants');
  vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs20.x');
  const memory = configured({ resourceDetectors: [awsLambdaDetector, 'os', containerDetector] });
  await vi.waitFor(() => expect(resourceNow(memory)).toMatchObject({ 'faas.name': 'water-plants' }));
  expect(Object.keys(resourceNow(memory))).toContain('os.type');
});

test('a variable names them as well, and what is none of them is told', () => {
  vi.stubEnv('OTEL_NODE_RESOURCE_DETECTORS', 'env, os,moon');
  const names = Object.keys(resourceNow(configured()));
  expect(names).toContain('os.type');
  expect(names).not.toContain('process.pid');
  expect(said).toEqual([expect.stringMatching(/^bud: OTEL_NODE_RESOURCE_DETECTORS: moon is not supported/)]);
});

test('all of them are those that are there', () => {
  vi.stubEnv('OTEL_NODE_RESOURCE_DETECTORS', 'all');
  const names = Object.keys(resourceNow(configured()));
  expect(names).toEqual(expect.arrayContaining(['os.type', 'process.pid', 'host.name', 'service.instance.id']));
  expect(said).toEqual([]);
});

test('none are asked when that is said', () => {
  vi.stubEnv('OTEL_NODE_RESOURCE_DETECTORS', 'none');
  expect(Object.keys(resourceNow(configured()))).not.toContain('os.type');
});

test('a package that is missing is named, and changes nothing else', () => {
  const names = Object.keys(resourceNow(configured({ resourceDetectors: ['gcp', 'os'] })));
  expect(names).toContain('os.type');
  expect(said).toEqual([
    'bud: `resourceDetectors` names "gcp", whose package is not installed. Run: npm install @opentelemetry/resource-detector-gcp\n',
  ]);
});

test('a name that is none is refused', () => {
  // Proof of the cast: the mistake is the test.
  expect(() => bud.configure({ resourceDetectors: ['contaner' as 'container'] })).toThrow(
    '"resourceDetectors" must be false or a list of resource detectors and names (all, host, os, process, serviceinstance, container, alibaba, aws, azure, gcp), not ["contaner"].',
  );
});
