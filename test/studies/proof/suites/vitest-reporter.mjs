// A vitest reporter that writes the state of every test, and of what failed outside of tests, as one JSON file.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class StateReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const { results, root } = globalThis[Symbol.for('bud.proof.job')];
    const tests = modules.flatMap((module) => testsOf(module, root));
    const errors = unhandledErrors.map(({ name, message }) => `${name}: ${message}`);
    const { functions, refused } = globalThis[Symbol.for('bud.proof.tracker')].counted();
    writeFileSync(results, JSON.stringify({ tests, errors, functions, refused }));
  }
}

function testsOf(module, root) {
  const file = relative(root, module.moduleId);
  const project = module.project.name;
  const ownErrors = module.errors().map((error) => failure(project, file, '(the file itself)', error));
  const tests = [...module.children.allTests()].map((test) => {
    const { state, errors } = test.result();
    return { project, file, name: test.fullName, state, error: errors?.map(({ message }) => message).join('\n') };
  });
  return [...ownErrors, ...tests];
}

function failure(project, file, name, { message }) {
  return { project, file, name, state: 'failed', error: message };
}
