import * as bud from '@bud/observe';
import { trace } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, expect, it } from 'vitest';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const configured = (options: bud.ObserveOptions = {}): void => {
  const { shutdown } = bud.configure({ export: false, ...options });
  undo.push(shutdown);
};

it('shows spans as they begin and, without secrets, as they have ended, sampled away or not', () => {
  const seen: string[] = [];
  undo.push(
    bud.watchSpans({
      onStart: ({ name }, within) =>
        seen.push(`start ${name} below ${trace.getSpan(within) === undefined ? 'nothing' : 'a span'}`),
      onEnd: ({ name, attributes }) => seen.push(`end ${name} ${String(attributes['note'])}`),
    }),
  );
  configured({ sampling: { keepErrors: true, ratio: 0 } });
  bud.span('outer', () => bud.span('inner', { note: 'password=hunter2secret' }, () => {}));
  expect(seen).toEqual([
    'start outer below nothing',
    'start inner below a span',
    'end inner password=[REDACTED]',
    'end outer undefined',
  ]);
});

it('goes on when configured again, until it is taken back, and what it throws stays here', () => {
  const names: string[] = [];
  const unwatch = bud.watchSpans({
    onStart() {
      throw new Error('no');
    },
    onEnd: ({ name }) => names.push(name),
  });
  configured();
  configured();
  bud.span('seen', () => {});
  unwatch();
  bud.span('unseen', () => {});
  expect(names).toEqual(['seen']);
});

it('tells whether there are spans to watch: its own, or those of an SDK that has its processor', async () => {
  expect(bud.hasSpansToWatch()).toBe(false);
  const { shutdown } = bud.configure({ export: false });
  expect(bud.hasSpansToWatch()).toBe(true);
  await shutdown();
  expect(bud.hasSpansToWatch()).toBe(false);

  configured({ tracerProvider: new TracerProvider() });
  expect(bud.hasSpansToWatch()).toBe(false);
  configured({ tracerProvider: new TracerProvider({ spanProcessors: [bud.spanProcessor()] }) });
  expect(bud.hasSpansToWatch()).toBe(true);
});
