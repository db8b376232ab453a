import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { createRuntimeCheck, missingRuntimeProblem } from '../src/package/runtime-check.ts';

test('the package that lacks the dependency is named, not the one that is built', () => {
  using project = createProject({
    'package.json': '{ "name": "app" }',
    'packages/agents/package.json': '{ "name": "@acme/agents" }',
    'packages/agents/src/ask.ts': '',
  });
  const [problem] = createRuntimeCheck()('@bud/missing', join(project.root, 'packages/agents/src/ask.ts?v=1'));
  expect(problem).toMatchObject({
    code: 'BUD401',
    message: 'tracked code imports "@bud/missing", which cannot be resolved from @acme/agents',
    remedy: 'Add it to the dependencies of @acme/agents: `npm install @bud/missing`.',
  });
});

test('a package without a name is a part of the one around it', () => {
  using project = createProject({
    'package.json': '{ "name": "app" }',
    'packages/agents/package.json': '{ "name": "@acme/agents" }',
    'packages/agents/esm/package.json': '{ "type": "module" }',
    'packages/agents/esm/ask.js': '',
  });
  expect(missingRuntimeProblem('@bud/missing', join(project.root, 'packages/agents/esm/ask.js'))).toMatchObject({
    message: 'tracked code imports "@bud/missing", which cannot be resolved from @acme/agents',
  });
});

test('a host that knows no file speaks of the project', () => {
  expect(missingRuntimeProblem('@bud/runtime/gate')).toMatchObject({
    message: 'tracked code imports "@bud/runtime/gate", which cannot be resolved from the project',
    remedy: 'Install it where the tracked code is: `npm install @bud/runtime`.',
  });
});
