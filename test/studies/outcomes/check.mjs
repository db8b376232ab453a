// Runs the calls on this Node and prints what is not as expected, but for the durations.
import { compile, faultsOf, observe } from './observe.mjs';
import { calls, more } from './calls/calls.mjs';

const all = { ...calls, ...more };
await compile();
const { failureCount, unhandled, outcomes } = await observe(process.execPath, ['--expose-gc']);
const faulty = outcomes.map((outcome) => [outcome.name, faultsOf(all[outcome.name], outcome)]);
const faults = Object.fromEntries(faulty.filter(([, found]) => found.length > 0));
console.log(JSON.stringify({ count: outcomes.length, faults, failureCount, unhandled }));
