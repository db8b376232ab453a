import { describe, expect, it } from 'vitest';
import { __bud } from '../handing.ts';
import { planted } from '../../../value/test/secret/corpus.ts';
import { site } from '../site.ts';
import { traced } from '../tracing.ts';

const S = 'Zq9Pl4nted';
const url = `https://u:${S}@h`;

class Named extends Error {
  override name = `at ${url}`;
}

describe('spans', () => {
  it('hold no secret of an argument, an output, an error or a message', () => {
    const trace = traced({ redact: ['patient'] });
    const S = site('call', 'sync', ['patient', 'config'], {
      message: 'For {patient} with {config.apiKey} at {config.url}',
    });
    const config = { apiKey: 'pw123456', url: 'http://u:pw123456@h/', headers: { authorization: 'pw123456' } };
    __bud.call(S, () => ({ token: 'pw123456', ok: true }), undefined, [], ['pw123456', config]);
    const broken = (): never => {
      throw new Error('GET http://u:pw123456@h/?token=pw123456 failed');
    };
    expect(() => __bud.call(S, broken, undefined, [], ['pw123456', config])).toThrow('pw123456');
    const texts = trace.spans().map(({ attributes, events, status }) => JSON.stringify([attributes, events, status]));
    expect(texts.filter((text) => text.includes('pw123456'))).toEqual([]);
    expect(trace.spans()[0]!.attributes).toMatchObject({
      'bud.msg': 'For [REDACTED] with [REDACTED] at http://u:[REDACTED]@h/',
      'bud.track.input.patient': '[REDACTED]',
      'bud.track.output.token': '[REDACTED]',
      'bud.track.output.ok': true,
    });
  });

  it.each(['input', 'output', 'error'] as const)('leak nothing of 300 realistic objects (%s)', (place) => {
    const trace = traced({ maxLength: 5000 });
    for (const { value } of planted) {
      const S = site('call', 'sync', ['value']);
      const body = (): unknown => {
        if (place === 'error') throw value;
        return value;
      };
      try {
        __bud.call(S, body, undefined, [], place === 'input' ? [value] : []);
      } catch (error) {
        expect(error).toBe(value);
      }
    }
    const recorded = trace
      .spans()
      .map(({ attributes, events, status }) => JSON.stringify([attributes, events, status]));
    expect(recorded).toHaveLength(300);
    expect(planted.filter(({ text }, index) => recorded[index]!.includes(text))).toEqual([]);
  });
});

describe('a span', () => {
  const record = (message: string, value: unknown, body: () => unknown): Record<string, unknown> => {
    const trace = traced();
    const S = site('work', 'sync', ['h', 'k'], { message });
    try {
      __bud.call(S, body, undefined, [], [value, [['password', value]]]);
    } catch {
      // What is recorded of it is the point.
    }
    const { attributes, events, status } = trace.span('work');
    return { ...attributes, events, status };
  };

  it('shows no secret in the keys of its output, nor under a name next to it', () => {
    expect(record('', 1, () => ({ [url]: 1, name: 'password', value: S }))).toMatchObject({
      'bud.track.output.https://u:[REDACTED]@h': 1,
      'bud.track.output.name': 'password',
      'bud.track.output.value': '[REDACTED]',
    });
  });

  it('has output keys of bounded length', () => {
    const keys = Object.keys(record('', 1, () => ({ ['k'.repeat(1_000_000)]: 1 })));
    expect(keys.map((key) => key.length).filter((length) => length > 1020)).toEqual([]);
  });

  it('shows no secret in the name of an error', () => {
    const thrown = record('', 1, () => {
      throw new Named('x');
    });
    expect(thrown['error.type']).toBe('at https://u:[REDACTED]@h');
    expect(JSON.stringify(thrown['events'])).not.toContain(S);
  });

  it.each([
    ['{h.value}', '[REDACTED]'],
    ['{h.value.length}', '[REDACTED]'],
    ['{k.0.1}', '[REDACTED]'],
    ['{h.name} {k.0.0} {k.0}', 'authorization password ["password",{"name":"authorization","value":"[REDACTED]"}]'],
    ['{h.other} {h}', 'undefined {"name":"authorization","value":"[REDACTED]"}'],
  ])('shows no secret that its message walks into: %s', (message, text) => {
    expect(record(message, { name: 'authorization', value: S }, () => 1)['bud.msg']).toBe(text);
  });
});
