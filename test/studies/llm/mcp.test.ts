import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { autoInstrument } from '@bud/llm';
import { track } from '@bud/runtime/track';
import { recordCalls, type RecordedCalls } from '../../../packages/llm/test/recorded.ts';
import { install } from '../../install.mjs';
import { clientClass, connect, forms } from './mcp/client.mjs';
import { seenBy } from './ways.mjs';

beforeAll(async () => install('test/studies/llm'), 240_000);

/** A span of either process. */
interface Seen {
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: { readonly code: SpanStatusCode; readonly message?: string };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
}

const majors = [
  { client: 1, server: 1 },
  { client: 1, server: 2 },
  { client: 2, server: 1 },
  { client: 2, server: 2 },
];

describe.each(['stdio', 'http'])('over %s', (transport) => {
  it.each(majors)('a client of version $client of a server of version $server', async (versions) => {
    const Client = await clientClass(versions.client);
    const plain = await connect(Client, { ...versions, transport, isPlain: true });
    const expected = await seenByAll(plain.client, versions.client);
    await plain.close();
    const recorded = recordCalls({ captureContent: true }, Client);
    const { client, spans, close } = await connect(Client, { ...versions, transport, isPlain: false });
    expect(await seenByAll(client, versions.client)).toEqual(expected);
    const program = track({ name: 'program' }, async () =>
      client.callTool({ name: 'weather', arguments: { city: 'Rome' } }),
    );
    await program();
    const ended = await vi.waitFor(() => {
      const all: readonly Seen[] = spans();
      expect(all.filter(({ name }) => name === 'tools/call weather')).toHaveLength(5);
      return all;
    });
    await close();
    expect(recorded.tracking.openCount).toBe(0);
    expect(recorded.tracking.failureCount).toBe(0);

    const [look, served] = ended.slice(-2);
    const [called, around] = recorded.spans.slice(-2);
    expect([around?.name, called?.name, served?.name, look?.name]).toEqual([
      'program',
      'tools/call weather',
      'tools/call weather',
      'look',
    ]);
    expect([called?.kind, served?.kind]).toEqual([SpanKind.CLIENT, SpanKind.SERVER]);
    expect(called?.parentSpanContext?.spanId).toBe(around?.spanContext().spanId);
    expect([served?.traceId, served?.parentId]).toEqual([called?.spanContext().traceId, called?.spanContext().spanId]);
    expect(look?.parentId).toBe(served?.spanId);
    for (const span of [called, served])
      expect(span?.attributes).toMatchObject({
        'mcp.method.name': 'tools/call',
        'mcp.protocol.version': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        'jsonrpc.request.id': expect.stringMatching(/^\d+$/),
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'weather',
        'gen_ai.tool.call.arguments': '{"city":"Rome"}',
        'gen_ai.tool.call.result': '[{"type":"text","text":"Rome: sunny"}]',
        ...(transport === 'stdio' ? { 'network.transport': 'pipe' } : { 'mcp.session.id': expect.any(String) }),
      });
    expectFailures(recorded);
    expect(recorded.spans.map(({ name }) => name)).toContain('prompts/get advice');
    expect(recorded.spans.find(({ name }) => name === 'resources/read')?.attributes).toMatchObject({
      'mcp.resource.uri': 'notes://all',
    });
    // The program's own trace goes along untouched.
    expect(ended.find(({ parentId }) => parentId === 'b'.repeat(16))?.traceId).toBe('a'.repeat(32));
  });
});

async function seenByAll(client: object, major: number): Promise<Readonly<Record<string, string>>> {
  const seen: Record<string, string> = {};
  for (const [call, form] of Object.entries(forms)) seen[call] = await seenBy(form, { client, major });
  return seen;
}

function expectFailures({ spans }: RecordedCalls): void {
  const broken = spans.find(({ name }) => name === 'tools/call broken');
  expect(broken?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'out of order' });
  expect(broken?.attributes).toMatchObject({ 'error.type': 'tool_error' });
  const [aborted, late] = spans.filter(({ name }) => name === 'tools/call slow');
  expect(aborted?.attributes).toMatchObject({ 'bud.track.end_reason': 'aborted' });
  expect(late?.attributes).toMatchObject({ 'error.type': 'timeout' });
}

it('is as it was when it is taken back', async () => {
  const Client = await clientClass(1);
  const before = Object.getOwnPropertyDescriptor(Client.prototype, 'connect');
  autoInstrument(Client)();
  expect(Object.getOwnPropertyDescriptor(Client.prototype, 'connect')).toEqual(before);
});
