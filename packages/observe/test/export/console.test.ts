import { stripVTControlCharacters } from 'node:util';
import { context, trace } from '@opentelemetry/api';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import { afterEach, describe, expect, test } from 'vitest';
import * as bud from '@bud/observe';
import type { ConsoleOptions, Observing } from '@bud/observe';
import { consoleExporter } from '../../src/export/console/console.ts';

let observing: Observing | undefined;
afterEach(async () => {
  await observing?.shutdown();
  observing = undefined;
});

/** What a terminal of so many columns shows, line by line. */
function printed(
  options: ConsoleOptions = {},
  { columns = 60, hasColors = false, traceUrl = undefined as string | undefined } = {},
): readonly string[] {
  const lines: string[] = [];
  const terminal = {
    isTerminal: true,
    columns,
    hasColors,
    write: (text: string) => void lines.push(...text.split('\n')),
    warn: () => {},
  };
  observing = bud.configure({ export: [consoleExporter(options, terminal, traceUrl)], resourceDetectors: false });
  return lines;
}

/** Times differ from run to run, and with their width the spaces before them. */
const steady = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/ +\d+\.\d ms$/, ' … ms').replace(/^\d\d:\d\d:\d\d\.\d{3}/, 'time'));

const ask = bud.track({ name: 'ask', type: 'llm', params: ['question'] }, async (question: string) => {
  if (question === '') throw new RangeError('Nothing to ask.');
  return `${question}!`;
});
const plan = bud.track({ name: 'plan', type: 'agent', params: ['goal'] }, async (goal: string) => {
  bud.warn('Short of time for {goal}', { goal, minutes: 5 });
  await ask(`${goal}?`);
  await ask('').catch(() => {});
  return { goal };
});

test.each(['show-parents', 'indented', 'simple'] as const)(
  '%s: below a whole trace stands where it can be looked at, never cut',
  (style) => {
    const traceUrl = 'https://jaeger.example.com/a/path/that/is/longer/than/columns/trace/{traceId}';
    const lines = printed({ style }, { columns: 60, traceUrl });
    const traceId = bud.span('outer', (outer) => {
      bud.span('inner', () => {});
      return outer.traceId;
    });
    expect(lines.filter((line) => line.startsWith('https:'))).toEqual([traceUrl.replace('{traceId}', traceId)]);
    expect(lines.at(-1)).toMatch(/^https:/);
  },
);

describe('show-parents', () => {
  test('grows: parents before what ends below them, and their own last line with what came out', async () => {
    const lines = printed();
    await plan('travel');
    expect(steady(lines)).toEqual([
      'plan  agent',
      '│ goal travel',
      '├─ warn  Short of time for travel',
      '│    minutes 5',
      '├─ ask  llm … ms',
      '│    question travel?',
      '│    →        travel?!',
      '├─ ✗ ask  llm … ms',
      '│    question',
      '│    ✗        RangeError: Nothing to ask.',
      '└─ plan  3 spans, 1 failed … ms',
      '     → goal travel',
    ]);
  });

  test('a line stands there as soon as its span has ended, while those around it are open', async () => {
    const lines = printed();
    const outer = bud.span('outer');
    context.with(trace.setSpan(context.active(), outer.span), () => bud.span('inner').end());
    expect(steady(lines)).toEqual(['outer', '├─ inner … ms']);
    outer.end();
    expect(steady(lines).at(-1)).toBe('└─ outer  2 spans … ms');
  });

  test('branches that run at the same time stand below their parents each time they take turns', () => {
    const lines = printed();
    const within = (parent: bud.OpenSpan, name: string): bud.OpenSpan =>
      bud.span(name, {}, { parent: parent.span.spanContext() });
    const [one, other] = [bud.span('one {who}', { who: 'a' }), bud.span('other')];
    within(one, 'first').end();
    within(other, 'second').end();
    within(one, 'third').end();
    other.end();
    one.end();
    expect(steady(lines)).toEqual([
      'one a',
      '├─ first … ms',
      'other',
      '├─ second … ms',
      'one a …',
      '├─ third … ms',
      'other … ms',
      'one a … ms',
    ]);
  });

  test('what ends after its parent stands below what is still open', () => {
    const lines = printed();
    const root = bud.span('root');
    const parent = bud.span('parent', {}, { parent: root.span.spanContext() });
    const late = bud.span('late', {}, { parent: parent.span.spanContext() });
    parent.end();
    late.end();
    root.end();
    expect(steady(lines)).toEqual(['root', '├─ parent … ms', '├─ late … ms', '└─ root  3 spans … ms']);
  });

  test('model, tokens and cost are on the line of a call', () => {
    const lines = printed();
    bud
      .span('chat', {
        'gen_ai.request.model': 'small',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 40,
        'gen_ai.usage.cost': 0.001_234,
      })
      .end();
    expect(steady(lines)).toEqual(['chat  small  12 → 40 tokens  $0.00123 … ms']);
  });

  test('the name of a call need not be followed by its model, nor embeddings by what comes out', () => {
    const lines = printed();
    bud.span('embeddings small', { 'gen_ai.request.model': 'small', 'gen_ai.usage.input_tokens': 12 }).end();
    expect(steady(lines)).toEqual(['embeddings small  12 tokens … ms']);
  });

  test('what all calls below have taken is on the last line of what is around them', () => {
    const lines = printed();
    const total = { 'bud.usage.calls': 2, 'bud.usage.total_tokens': 52, 'bud.usage.cost_usd': 0.000_000_5 };
    bud.span('answer', {}, (answer) => {
      bud.span('ask', { 'bud.usage.calls': 1 }).end();
      answer.setAttributes(total);
    });
    expect(steady(lines)).toEqual([
      'answer',
      '├─ ask  1 call … ms',
      '└─ answer  2 spans  2 calls  52 tokens  $0.0000005 … ms',
    ]);
  });

  test('deep trees and long values stay within the columns', () => {
    const lines = printed({}, { columns: 50 });
    const nest = (depth: number): void =>
      bud.span(`level ${depth}`, { text: '番茄'.repeat(40) }, () => (depth === 0 ? undefined : nest(depth - 1)));
    nest(30);
    const widths = lines.map((line) => line.length + (line.match(/[番茄]/g)?.length ?? 0));
    expect(Math.max(...widths)).toBeLessThanOrEqual(50);
    expect(lines).toHaveLength(2 * 31 + 30);
  });

  test.each([
    ['a long string', 'abcdefghijklmnopqrstuvwxyz0123456789', '  text abcdefghijklmnopqrstuv…'],
    ['wide characters', '番茄番茄番茄番茄番茄番茄番茄', '  text 番茄番茄番茄番茄番茄番…'],
    ['emoji of several code points', '👩‍🌾'.repeat(12), `  text ${'👩‍🌾'.repeat(11)}…`],
    ['line breaks and terminal commands', 'a\r\n\u001B[2Jb\u0007', '  text a [2Jb'],
  ])('%s stays inside its line', (_what, text, line) => {
    const lines = printed({}, { columns: 30 });
    bud.span('s', { text }).end();
    expect(lines[1]).toBe(line);
  });

  test('a terminal that is far too narrow gets short lines', () => {
    for (let columns = 1; columns < 12; columns++) {
      const lines = printed({}, { columns });
      bud.span('outer', () => bud.span('inner', { text: 'long' }, () => {}));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });
});

test.each(['simple', 'indented'] as const)('%s: one line for each, when it ends', async (style) => {
  const lines = printed({ style }, { columns: 72 });
  await plan('travel');
  const indent = style === 'simple' ? '' : '  ';
  expect(steady(lines)).toEqual([
    `time  warn    ${indent}Short of time for travel`,
    `time  info    ${indent}ask  llm … ms`,
    `time  error   ${indent}✗ ask  llm  RangeError: Nothing to ask. … ms`,
    'time  info    plan  agent … ms',
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBe(72);
});

test('below minLevel nothing is printed, but what has failed and what stands above that', () => {
  const lines = printed({ minLevel: 'warn' });
  bud.span('quiet', {}, () => bud.info('not shown'));
  bud.withLevel('warn', () =>
    bud.span('loud', {}, () => {
      bud.withLevel('debug', () => bud.span('between', {}, () => bud.error('Broken: {what}', { what: 'disk' })));
    }),
  );
  expect(steady(lines)).toEqual(['loud', '├─ error  Broken: disk', '└─ loud  2 spans … ms']);
});

test('records of other loggers are printed by their severity, with what was thrown', () => {
  const lines = printed();
  const logger = logs.getLogger('other');
  logger.emit({ severityNumber: SeverityNumber.WARN, body: 'careful' });
  logger.emit({ severityNumber: SeverityNumber.INFO2, body: { a: 1 } });
  logger.emit({ severityNumber: SeverityNumber.DEBUG, body: 'debugging' });
  bud.exception(new TypeError('no'), 'Cannot {what}', { what: 'go on' });
  expect(lines).toEqual(['warn  careful', 'notice  {"a":1}', 'error  Cannot go on', '  ✗ TypeError: no']);
});

test.each([
  ['auto', true, true],
  ['auto', false, false],
  ['always', false, true],
  ['never', true, false],
] as const)('colors %s where the terminal has them: %s', (colors, hasColors, isColored) => {
  const lines = printed({ colors }, { columns: 20, hasColors });
  bud.track({ name: 'ask', type: 'tool' }, () => {})();
  const [line = ''] = lines;
  expect(/^ask {2}tool +[\d.]+ m?s$/.test(stripVTControlCharacters(line))).toBe(true);
  expect(line.startsWith('\u001B[1mask\u001B[0m\u001B[33m  tool\u001B[0m  ')).toBe(isColored);
  expect(line.includes('\u001B')).toBe(isColored);
});

test('spans that never end are forgotten, the oldest first', () => {
  const lines = printed();
  const root = bud.span('root');
  for (let index = 0; index < 10_000; index += 1) bud.span('open', {}, { parent: root.span.spanContext() });
  bud.span('last', {}, { parent: root.span.spanContext() }).end();
  expect(steady(lines)).toEqual(['last … ms']);
});
