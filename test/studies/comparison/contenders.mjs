/**
 * Who is compared, left to right. `module` is driven by the file of that name in `contenders/`; `package` is what has to
 * be installed; `bud` contenders decide the exit code; `lacks` names what rows may be about and a contender has not.
 *
 * Each file exports `start()`, which gives back `{ program(parts), spans(), clear() }`.
 */
export const contenders = [
  { name: 'plain', module: 'plain', untracked: true },
  { name: 'bud (built)', module: 'bud-built', bud: true },
  { name: 'bud track()', module: 'bud-track', bud: true },
  { name: 'opik', module: 'opik', package: 'opik' },
  { name: 'langfuse', module: 'langfuse', package: '@langfuse/tracing' },
  { name: 'logfire', module: 'logfire', package: 'logfire' },
  { name: 'langsmith', module: 'langsmith', package: 'langsmith' },
  { name: 'braintrust', module: 'braintrust', package: 'braintrust' },
  {
    name: 'traceloop',
    module: 'traceloop',
    package: '@traceloop/node-server-sdk',
    lacks: { 'function object': 'it is called inside a function of yours, which stays what it is' },
  },
  { name: 'openinference', module: 'openinference', package: '@arizeai/openinference-core' },
  { name: 'weave', module: 'weave', package: 'weave' },
  {
    name: 'laminar',
    module: 'laminar',
    package: '@lmnr-ai/lmnr',
    lacks: { 'function object': 'it is called inside a function of yours, which stays what it is' },
  },
];
