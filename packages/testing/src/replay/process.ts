import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchSpans } from '@bud/observe';
import { fromSdkSpan, type SpanData } from '@bud/trace';
import { setProcessTape } from '../intercept/tape.ts';
import { listen } from '../capture/listening.ts';
import { emptyFixture, writeSpans } from '../wire/fixture.ts';
import { player } from './player.ts';
import { interceptRequests, recorder } from './recorder.ts';

/** Records all that this process asks and does, into a folder. */
export function recordProcess(folder: string): void {
  // Only the first of several processes, each of which has the variables of the one above.
  if (process.env['BUD_RECORD_BEGUN'] === undefined) emptyFixture(folder);
  process.env['BUD_RECORD_BEGUN'] = '1';
  setProcessTape(recorder(folder));
  interceptRequests();
  writeTraceTo(folder);
}

/** Plays a fixture to this process; writes its own trace, and what had no answer, into another folder. */
export function replayProcess(folder: string, results: string): void {
  const tape = player(folder);
  setProcessTape(tape);
  interceptRequests();
  writeTraceTo(results);
  process.on('exit', () => {
    if (tape.failures.length > 0)
      writeFileSync(join(results, 'failures.json'), JSON.stringify(tape.failures.map(({ message }) => message)));
  });
}

/** Whenever nothing is open, so that it survives however the process ends; the rest at its end. */
function writeTraceTo(folder: string): void {
  const open = new Map<string, () => SpanData>();
  let ended: SpanData[] = [];
  watchSpans({
    onStart(span) {
      open.set(span.spanContext().spanId, () => fromSdkSpan(span));
    },
    onEnd(span) {
      open.delete(span.spanContext().spanId);
      ended.push(fromSdkSpan(span));
      if (open.size > 0) return;
      writeSpans(folder, ended);
      ended = [];
    },
  });
  listen();
  process.on('exit', () => writeSpans(folder, [...ended, ...Array.from(open.values(), (read) => read())]));
}
