import { extract, inject, startLinkedSpan, workflowCarrier, workflowFrom, WorkflowContext } from '@bud/flow';
import { configure, memoryExporter, span } from '@bud/observe';
import { trace } from '@opentelemetry/api';
import { afterEach, expect, test, vi } from 'vitest';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const ids = { traceId: '0123456789abcdef0123456789abcdef', spanId: '0123456789abcdef' };

test('a context has an id of its own, and hands correlation on to its children', () => {
  const parent = new WorkflowContext({ workflowId: 'w', sessionId: 's', state: { a: 1 }, tags: { team: 'x' }, ...ids });
  expect(parent.correlationId).not.toBe(new WorkflowContext().correlationId);
  parent.checkpoint('read');
  const child = parent.child();
  expect(child).toMatchObject({
    workflowId: 'w',
    sessionId: 's',
    state: { a: 1 },
    tags: { team: 'x' },
    traceId: ids.traceId,
    spanId: undefined,
    parentSpanId: ids.spanId,
    correlationId: parent.correlationId,
    causationId: parent.correlationId,
    checkpoints: [],
  });
  child.state['a'] = 2;
  expect(parent.state).toEqual({ a: 1 });
  expect(parent.elapsedMs()).toBeGreaterThanOrEqual(0);
  expect(child.startTimeMs).toBeGreaterThanOrEqual(parent.startTimeMs);
});

test('it goes through JSON, and its attributes are those of the convention', () => {
  const context = new WorkflowContext({ metadata: { deep: [1] }, baggage: { tenant: 'acme' }, ...ids });
  context.checkpoint('read', 5);
  const text = JSON.stringify(context);
  expect(WorkflowContext.fromJSON(JSON.parse(text) as object)).toEqual(context);
  expect(context.toAttributes()).toEqual({
    'workflow.id': 'unknown',
    'workflow.session_id': 'unknown',
    'workflow.correlation_id': context.correlationId,
    'workflow.elapsed_ms': expect.any(Number),
  });
});

test('without an SDK nothing is injected, and a linked span does nothing', () => {
  const context = new WorkflowContext({ workflowId: 'w' });
  expect(inject(context)).toEqual(context);
  const linked = startLinkedSpan(trace.getTracer('test'), 'work', context);
  linked.end();
  expect(context).toMatchObject({ traceId: undefined, spanId: undefined });
});

test('a linked span is below the one that the context names, and writes its ids back', async () => {
  const exporter = memoryExporter();
  undo.push(configure({ export: [exporter] }).shutdown);
  const context = new WorkflowContext({ workflowId: 'w', ...ids });
  startLinkedSpan(trace.getTracer('test'), 'work', context, { attributes: { job: 1 } }).end();
  const [linked] = exporter.spans;
  expect(linked?.parentSpanContext).toMatchObject({ ...ids, isRemote: true });
  expect(linked?.attributes).toMatchObject({ 'workflow.id': 'w', job: 1 });
  expect(context).toMatchObject({
    traceId: ids.traceId,
    spanId: linked?.spanContext().spanId,
    parentSpanId: ids.spanId,
  });

  span('request', ({ spanId, traceId }) => {
    const injected = inject(context);
    expect(injected).toMatchObject({ spanId, traceId, correlationId: context.correlationId });
    expect(context.spanId).not.toBe(spanId);
    injected.checkpoint('shared');
    expect(context.checkpoints).toHaveLength(1);
  });
});

test('invalid ids are no parent, and are told of once', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  undo.push(() => warn.mockRestore());
  expect(extract(new WorkflowContext())).toBeUndefined();
  expect(extract(new WorkflowContext({ traceId: 'abc', spanId: 'def' }))).toBeUndefined();
  expect(extract(new WorkflowContext({ traceId: '0'.repeat(32), spanId: '0'.repeat(16) }))).toBeUndefined();
  expect(extract(new WorkflowContext(ids))).toEqual({ ...ids, traceFlags: 1, isRemote: true });
  expect(warn.mock.calls).toEqual([[expect.stringContaining('traceId "abc", spanId "def"')]]);
});

test('a context goes to other processes: in headers, in _meta of MCP, in messages of a queue', () => {
  const context = new WorkflowContext({ workflowId: 'w 1,=;ü', sessionId: 's', baggage: { 'te=nant': 'a,c' }, ...ids });
  const carrier = workflowCarrier(context);
  expect(carrier['traceparent']).toBe(`00-${ids.traceId}-${ids.spanId}-01`);
  const { workflowId, sessionId, baggage, correlationId, traceId, spanId, traceFlags } = context;
  const sent = { workflowId, sessionId, baggage, correlationId, traceId, spanId, traceFlags };
  const request = { method: 'tools/call', params: { _meta: { progressToken: 1, ...carrier } } };
  const message = Object.fromEntries(
    Object.entries(carrier).map(([key, value]) => [key.toUpperCase(), Buffer.from(value)]),
  );
  for (const received of [
    new Headers(carrier),
    request.params._meta,
    message,
    { ...carrier, baggage: [carrier['baggage']] },
  ])
    expect(workflowFrom(received)).toMatchObject(sent);
  expect(workflowFrom({ traceparent: 'nonsense', other: 1 })).toBeUndefined();
  expect(workflowFrom({ baggage: 'workflow.id=100%' })?.workflowId).toBe('100%');
});

test('a child that has no span yet is below the span of its parent', () => {
  const child = new WorkflowContext({ workflowId: 'w', ...ids }).child();
  expect(extract(child)).toMatchObject(ids);
  expect(workflowCarrier(child)['traceparent']).toBe(`00-${ids.traceId}-${ids.spanId}-01`);
});
