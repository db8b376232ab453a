import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runAll } from '../../../examples/flow/parity/run.mjs';
import type { FlowEvent } from '@bud/flow';
import { valid } from './schema.ts';

const folder = fileURLToPath(new URL('../../../examples/flow/parity', import.meta.url));
const names = readdirSync(folder).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);

// The same logs on all runtimes: `npm run study -- flow --parity`.
test.each(names)('the log of %s is as expected', async (name) => {
  const { [name]: log } = await runAll({ [name]: readFileSync(`${folder}/${name}.yaml`, 'utf8') });
  await expect(`${JSON.stringify(log, null, 2)}\n`).toMatchFileSnapshot(`${folder}/expected/${name}.json`);
  const { events } = log as { readonly events: readonly FlowEvent[] };
  // Counted ids are none of the W3C.
  valid(events.map((event) => ({ ...event, span_id: '0'.repeat(16), parent_id: null })));
});
