import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { runFlow } from '@bud/flow/runner';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const schema = JSON.parse(readFileSync(new URL('../workflow.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);
const parity = new URL('../../../examples/flow/parity/', import.meta.url);

test.each(readdirSync(parity).filter((name) => name.endsWith('.yaml')))(
  '%s is as the published schema says',
  (name) => {
    validate(parse(readFileSync(new URL(name, parity), 'utf8')));
    expect(validate.errors).toBeNull();
  },
);

test.each([
  ['an unknown key of the workflow', 'name: a\nsteps: []\nnodes: [{ id: x, uses: json.write }]'],
  ['an unknown key of a node', 'name: a\nnodes: [{ id: x, uses: json.write, need: [] }]'],
  ['no nodes', 'name: a\nnodes: []'],
  ['no name', 'nodes: [{ id: x, uses: json.write }]'],
  ['no action', 'name: a\nnodes: [{ id: x }]'],
  ['a wrong condition', 'name: a\nnodes: [{ id: x, uses: json.write, if: "{{ env.HOME }}" }]'],
  ['needs that are no list', 'name: a\nnodes: [{ id: x, uses: json.write, needs: y }]'],
])('%s is refused by the schema, and by the runner', async (_, text) => {
  expect(validate(parse(text))).toBe(false);
  await expect(runFlow(text)).rejects.toThrow(TypeError);
});
