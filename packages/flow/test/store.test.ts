import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { configureFlow, flow, getFlowLog, readFlow } from '@bud/flow';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { FlowStore } from '../src/store/flow-store.ts';

test('a store keeps the newest of each flow, and of all, and counts what falls out', () => {
  const adding = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.string()), { maxLength: 200 });
  fc.assert(
    fc.property(
      adding,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 40 }),
      (added, perFlow, perProcess) => {
        const fallen: string[] = [];
        const store = new FlowStore({ perFlow, perProcess }, (line) => fallen.push(line));
        for (const [id, line] of added) store.add(id, line);
        const kept = store.ids.map((id) => [id, store.get(id)?.lines ?? []] as const);
        const size = kept.reduce((all, [, lines]) => all + lines.length, 0);
        expect(size + fallen.length).toBe(added.length);
        expect(size).toBeLessThanOrEqual(perProcess);
        for (const [id, lines] of kept) {
          const own = added.filter(([flowId]) => flowId === id).map(([, line]) => line);
          expect(lines.length).toBeLessThanOrEqual(perFlow);
          expect(lines).toEqual(own.slice(-lines.length));
        }
        // As long as no limit of the process is in the way, exactly the newest are there.
        if (added.length <= perProcess)
          for (const [id, lines] of kept)
            expect(lines.length).toBe(Math.min(perFlow, added.filter(([flowId]) => flowId === id).length));
      },
    ),
  );
});

test('what falls out of the buffer is counted, and appended to a file when asked', () => {
  using project = createProject({});
  const spill = `${project.root}/spilled/flow.jsonl`;
  const { stop, flush } = configureFlow({ enabled: true, bufferSize: 3, spill });
  flow.run({ id: '42' }, () => {
    for (let index = 0; index < 5; index += 1) flow.metric('llm.answer', { index });
  });
  flush();
  const log = getFlowLog('42');
  expect(log?.totals).toMatchObject({ events: 3, dropped: 4 });
  const spilled = readFlow(spill);
  expect(spilled.events.map(({ event_type: type, metrics }) => metrics['index'] ?? type)).toEqual(['entry', 0, 1, 2]);
  expect([...spilled.events, ...(log?.events ?? [])]).toHaveLength(7);
  stop();
  expect(existsSync(spill) && readFileSync(spill, 'utf8').endsWith('\n')).toBe(true);
});
