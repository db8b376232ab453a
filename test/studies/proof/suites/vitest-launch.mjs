// Starts a project's own vitest with every Vite server of it tracked: node vitest-launch.mjs <job.json>. A launcher and
// not `--import`, because vitest hands its flags on to its workers, and those are to be as the project has them.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { createTracker } from './vite-tracker.mjs';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
globalThis[Symbol.for('bud.proof.job')] = job;
globalThis[Symbol.for('bud.proof.tracker')] = createTracker(job);
register('./vite-hooks.mjs', import.meta.url);
process.argv = [process.argv[0], job.vitest, ...job.args];
await import(pathToFileURL(job.vitest).href);
