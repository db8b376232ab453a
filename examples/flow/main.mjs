// Runs a workflow, and prints what happened in it.
import { readFileSync } from 'node:fs';
import { configureFlow } from '@bud/flow';
import { runFlow } from '@bud/flow/runner';
import { createServices } from './parity/services.mjs';

configureFlow({ enabled: true, handlers: ['console'] });
const [name = 'linear'] = process.argv.slice(2);
const text = readFileSync(new URL(`parity/${name}.yaml`, import.meta.url), 'utf8');
await runFlow(text, { ...createServices(), file: `${name}.yaml` });
