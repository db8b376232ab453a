import * as bud from '@bud/observe';
import { expect, it } from 'vitest';

it('has exporters of its own, and leaves the default instance alone', async () => {
  const [shared, own] = [bud.memoryExporter(), bud.memoryExporter()];
  const observing = bud.configure({ export: [shared] });
  const audit = bud.createObserve({ serviceName: 'audit', export: [own], tracking: { redact: ['user'] } });
  await audit.span('Signing in {user}', { user: 'ada' }, async () => audit.info('inside'));
  audit.counter('logins').add(1);
  bud.info('to the default instance');
  await audit.flush();
  expect(own.spans.map(({ name }) => name)).toEqual(['inside', 'Signing in {user}']);
  expect(own.spans[1]?.attributes['bud.msg']).toBe('Signing in [REDACTED]');
  expect(own.spans[0]?.resource.attributes['service.name']).toBe('audit');
  expect(own.metrics).toHaveLength(1);
  expect(shared.spans.map(({ name }) => name)).toEqual(['to the default instance']);
  await audit.shutdown();
  audit.info('too late');
  bud.info('still there');
  expect(own.spans).toHaveLength(2);
  expect(shared.spans).toHaveLength(2);
  await observing.shutdown();
});
