// One measurement of flows in this process: `node --expose-gc measure.mjs <name>`; prints rows as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureFlow, flow, getFlowLog } from '@bud/flow';
import { configure, span, track } from '@bud/observe';

const folder = mkdtempSync(join(tmpdir(), 'bud-flow-'));
const measurements = { concurrency, memory, node, off };
console.log(JSON.stringify(await measurements[process.argv[2]]()));
rmSync(folder, { recursive: true });

/** 10,000 flows that take turns: does each have its own events, and nobody else's? */
async function concurrency() {
  configureFlow({ enabled: true });
  const count = 10_000;
  const search = track({ name: 'search', type: 'tool', params: ['query'] }, async (query) => {
    await new Promise((resolve) => setTimeout(resolve, Number(query) % 7));
    return query;
  });
  const ids = Array.from({ length: count }, (_, index) => String(index));
  await Promise.all(ids.map((id) => flow.run({ id }, async () => (await search(id), await search(id)))));
  const mixed = ids.filter((id) => {
    const { events, totals } = getFlowLog(id) ?? { events: [], totals: {} };
    const values = events
      .flatMap(({ data }) => [data.input?.query, data.output])
      .filter((value) => value !== undefined);
    return totals.events !== 6 || values.length !== 4 || values.some((value) => value !== id);
  }).length;
  return [
    [
      `${count.toLocaleString('en')} interleaved flows: those with events of another`,
      String(mixed),
      '0',
      mixed === 0 ? 'yes' : 'no',
    ],
  ];
}

/** A million events in one flow, whose buffer holds the last of them. */
async function memory() {
  const bufferSize = 10_000;
  configureFlow({ enabled: true, bufferSize });
  await flow.run({ id: 'warm' }, () => flow.log('llm.answer', 'info', { data: { text: 'x' } }));
  globalThis.gc();
  const before = process.memoryUsage();
  let most = 0;
  await flow.run({ id: '42' }, async () => {
    for (let index = 0; index < 1_000_000; index += 1) {
      flow.log('llm.answer', 'info', {
        message: `message ${index}`,
        data: { text: `${index} ${'word '.repeat(200)}` },
      });
      if (index % 50_000 !== 0) continue;
      await new Promise((resolve) => setImmediate(resolve));
      globalThis.gc();
      most = Math.max(most, process.memoryUsage().heapUsed - before.heapUsed);
    }
  });
  const [megabytes, promised] = [most / 1e6, (bufferSize * 2048) / 1e6 + 16];
  const { dropped } = getFlowLog('42').totals;
  return [
    [
      `1,000,000 events, a buffer of ${bufferSize.toLocaleString('en')}: most heap beyond the start`,
      `${megabytes.toFixed(1)} MB`,
      `${promised.toFixed(1)} MB`,
      megabytes <= promised ? 'yes' : 'no',
    ],
    ['… counted as fallen out', dropped.toLocaleString('en'), '990,002', dropped === 990_002 ? 'yes' : 'no'],
  ];
}

/**
 * What a node costs: with a flow around it, and with its span alone, round by round in turns, so that both meet the same
 * machine. CPU time, because others may use it at the same time.
 */
async function node() {
  configure({ export: false });
  const path = join(folder, 'flow.jsonl');
  const rounds = { alone: [], logged: [] };
  for (let round = 0; round < 16; round += 1) {
    for (const [name, options] of [
      ['alone', {}],
      ['logged', { enabled: true, handlers: [{ file: { path } }] }],
    ]) {
      const recording = configureFlow(options);
      const cost = await perCall(async () => span('node', { size: 1 }, () => 1));
      // The first rounds are compiled while they run.
      if (round > 3) rounds[name].push(cost);
      recording.stop();
    }
  }
  const [alone, logged] = [median(rounds.alone), median(rounds.logged)];
  const more = logged - alone;
  return [
    ['a node with its span alone', `${alone.toFixed(1)} µs`, '', ''],
    ['… in a flow with a file handler: more', `${more.toFixed(1)} µs`, '20 µs', more < 20 ? 'yes' : 'no'],
  ];
}

/** What `flow.run` costs while flows are off. */
async function off() {
  const rounds = { plain: [], run: [] };
  const plain = async () => 1;
  for (let round = 0; round < 16; round += 1) {
    rounds.plain.push(await perCall(plain));
    rounds.run.push(await perCall(() => flow.run(plain)));
  }
  const more = (median(rounds.run) - median(rounds.plain)) * 1000;
  return [['`flow.run` while flows are off: more than the call itself', `${more.toFixed(0)} ns`, '', '']];
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Microseconds of CPU time of one call, awaited in a loop. */
async function perCall(work) {
  const calls = 20_000;
  return await flow.run(async () => {
    const begun = process.cpuUsage();
    for (let index = 0; index < calls; index += 1) await work();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / calls;
  });
}
