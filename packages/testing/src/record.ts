/**
 * For `node --import @bud/testing/record`, as `bud record` and `bud replay` start programs: `BUD_RECORD` names the folder that a
 * run is recorded into, `BUD_REPLAY` the one that it is played from, and `BUD_REPLAY_RESULTS` the one for what then happened.
 * Without these it is only there early: `record` and `replay` then see what keeps a function of the network for itself, too.
 */
import { recordProcess, replayProcess } from './replay/process.ts';
import { interceptRequests } from './replay/recorder.ts';

const { BUD_RECORD: target, BUD_REPLAY: source, BUD_REPLAY_RESULTS: results } = process.env;
if (source !== undefined && results !== undefined) replayProcess(source, results);
else if (target !== undefined) recordProcess(target);
else interceptRequests();
