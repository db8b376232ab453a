// A reporter of node:test that writes the state of every test as one JSON document.
import { relative } from 'node:path';

export default async function* report(events) {
  const tests = [];
  // Names of the suites around a test, by nesting: events of one file come in the order of its lines.
  const names = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite' && type === 'test:pass') continue;
    names[data.nesting] = data.name;
    const name = names.slice(0, data.nesting + 1).join(' > ');
    const { error } = data.details;
    const isSkipped = data.skip !== undefined || data.todo !== undefined;
    const state = isSkipped ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed';
    const file = data.file === undefined ? '' : relative(process.cwd(), data.file);
    tests.push({ file, name, state, error: error && String(error.cause?.stack ?? error.message) });
  }
  yield JSON.stringify({ tests, errors: [] });
}
