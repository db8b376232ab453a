// One contender in a process of its own: rows come in by name, outcomes go out. Started by `contender-outcomes.mjs`.
import { setTimeout as sleep } from 'node:timers/promises';
import { contenders } from './contenders.mjs';
import { describe, Mismatch } from './mismatch.mjs';
import { rows } from './rows.mjs';
import { Trace } from './trace.mjs';
import { aMoment } from './wait.mjs';

const contender = contenders.find(({ name }) => name === process.argv[2]);
/** Sending to memory, or to this machine, takes a fraction of it. */
const sendingMs = 3000;
let unhandled = [];
process.on('unhandledRejection', (reason) => void unhandled.push(reason));

const { start } = await import(`./contenders/${contender.module}.mjs`);
const library = await start();

process.on('message', async (name) => {
  process.send(await outcomeOf(rows.find((row) => row.name === name)));
});
process.send('ready');

/** `{ passed }`, or `{ failed }` with what was seen. */
async function outcomeOf(row) {
  unhandled = [];
  await library.clear();
  try {
    const program = await library.program(row.program);
    await row.check(program, recorded, { unhandled, stop: library.stop });
    if (row.spans !== undefined && !contender.untracked) await expectOneOf(row.spans);
    await aMoment();
    if (!row.expectsUnhandled && unhandled.length > 0) {
      return { failed: `a rejection that nobody can handle, which ends the process: ${describe(unhandled[0])}` };
    }
    return { passed: true };
  } catch (error) {
    return { failed: error instanceof Mismatch ? error.message : describe(error) };
  }
}

/** What was recorded so far. Libraries may take a moment to write a span down. */
async function recorded() {
  await aMoment();
  const sent = Promise.resolve(library.spans());
  const giveUp = sleep(sendingMs, undefined, { ref: false }).then(() => {
    throw new Mismatch('the library never finished sending its spans');
  });
  return new Trace(await Promise.race([sent, giveUp]));
}

async function expectOneOf(names) {
  const spans = await recorded();
  const found = names.some((name) => spans.has(name));
  if (!found) throw new Mismatch('it was right, but no span was recorded');
}
