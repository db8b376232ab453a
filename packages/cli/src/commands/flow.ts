import { closest } from '@bud/transform';
import { BadInput } from '../arguments/bad-input.ts';
import type { Call, Command } from '../arguments/command.ts';
import { exportOne, listFlows, queryEvents, showFlow } from '../flow/answers.ts';
import { tailFlows } from '../flow/tail.ts';
import type { ExitCode } from '../terminal/exit-code.ts';

/** `bud flow`: what single runs did. */
export const flowCommand: Command = {
  name: 'flow',
  summary: 'Shows what single runs did: lists flows, shows one, queries, exports, follows them',
  usage: 'bud flow list | show <id> | query [id] | export <id> | tail [flags]',
  about: [
    'Reads .bud/flow.jsonl, as the handler `file` of @bud/flow writes it, and what was put aside from it. The beginning of an',
    'id is enough. Lines that are damaged are left out, and told of. With --clickhouse, flows of more than one machine are',
    'read from the table flow_events of a database instead.',
  ],
  flags: {
    file: { value: 'file', about: 'read this file instead' },
    clickhouse: { value: 'url', about: 'read the flows of this ClickHouse instead; needs @clickhouse/client' },
    node: { value: 'glob', about: 'of query and tail: only these nodes, as in `llm.*`' },
    level: { value: 'level', about: '… at least of this level' },
    type: { value: 'type', about: '… entry, exit, error or metric' },
    from: { value: 'time', about: '… from this moment on, in ISO 8601' },
    to: { value: 'time', about: '… until this moment' },
    format: { value: 'format', about: 'of export: json, or jsonl' },
    out: { value: 'file', about: 'of export: write there, all or nothing, instead of printing' },
    json: { about: 'print JSON, for other tools' },
  },
  examples: [
    ['bud flow list', 'all flows, with their totals'],
    ['bud flow show 42', 'one of them as a tree'],
    ['bud flow query 42 --node "llm.*" --level error', 'some of its events'],
    ['bud flow export 42 --format json --out 42.json', 'its log as one document'],
    ['bud flow list --clickhouse http://localhost:8123', "flows in a team's database"],
    ['bud flow tail', 'events as they happen, until interrupted'],
  ],
  run: runFlow,
};

const actions: Readonly<Record<string, (call: Call, id: string | undefined) => Promise<ExitCode>>> = {
  list: listFlows,
  show: showFlow,
  query: queryEvents,
  export: exportOne,
  tail: tailFlows,
};

async function runFlow(call: Call): Promise<ExitCode> {
  const [name = '', id, ...others] = call.paths;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) {
    const meant = closest(name, Object.keys(actions));
    const remedy = meant === null ? `It is one of ${Object.keys(actions).join(', ')}.` : `Did you mean \`${meant}\`?`;
    throw new BadInput(name === '' ? '`bud flow` needs to know what to do' : `unknown action "${name}"`, remedy);
  }
  if (others.length > 0) throw new BadInput(`\`bud flow ${name}\` takes one id`, `Leave out ${others.join(' ')}.`);
  if (call.flags.has('clickhouse')) checkClickHouse(call, name);
  return await action(call, id);
}

function checkClickHouse({ flags }: Call, name: string): void {
  if (name === 'tail') throw new BadInput('`bud flow tail` follows a file', 'Leave out `--clickhouse`.');
  if (flags.has('file'))
    throw new BadInput('`--clickhouse` and `--file` name different flows', 'Leave out either of them.');
}
