import { beforeAll, describe, expect, it } from 'vitest';
import { install } from '../install.mjs';
import { runProgram, type Recorded } from './run-program.ts';

describe('lines of pino, winston and console', () => {
  let recorded: Recorded;
  beforeAll(async () => {
    await install('test/integrations');
    recorded = await runProgram('logs.mjs');
  }, 300_000);

  it('are log records of the span that they were written in, without secrets', () => {
    const [span] = recorded.spans;
    expect(recorded.logs.map(({ body, severityText, span }) => [body, severityText, span])).toEqual([
      ['order 7', 'WARN', span?.id],
      ['order 7', 'ERROR', span?.id],
      ['order 7 {"apiKey":"[REDACTED]"}', 'INFO', span?.id],
      ['outside', 'INFO', undefined],
    ]);
    const [ofPino, ofWinston] = recorded.logs;
    expect(ofPino?.attributes).toMatchObject({ part: 'shop', order: 7, password: '[REDACTED]', apiKey: '[REDACTED]' });
    expect(ofWinston?.attributes).toMatchObject({ part: 'shop', apiKey: '[REDACTED]' });
    expect(JSON.stringify(recorded.logs)).not.toContain('plainword');
  });

  it('have the ids of the trace, and are what they were otherwise', () => {
    const inSpan = {
      trace_id: expect.stringMatching(/^[\da-f]{32}$/),
      span_id: recorded.spans[0]?.id,
      trace_flags: '01',
    };
    expect(recorded.found['lines']).toEqual([
      { level: 40, part: 'shop', ...inSpan, order: 7, password: '[Redacted]', apiKey: 'plainword', msg: 'order 7' },
      { level: 'error', part: 'shop', ...inSpan, apiKey: 'plainword', message: 'order 7' },
      { level: 30, msg: 'outside' },
      { level: 'info', message: 'no record' },
    ]);
    expect(recorded.stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^order 7 \{ apiKey: 'plainword' \} trace_id=[\da-f]{32}$/),
      'no record',
    ]);
    expect(recorded.stderr).toBe('');
  });
});
