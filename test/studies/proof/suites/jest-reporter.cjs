// A Jest reporter that writes the state of every test as one JSON file.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { relative } = require('node:path');

/** Jest's `pending`, `todo` and `disabled` are tests that did not run. */
const states = { passed: 'passed', failed: 'failed' };

module.exports = class StateReporter {
  onRunComplete(_, { testResults }) {
    const { root, results } = JSON.parse(readFileSync(process.env.BUD_PROOF_JOB, 'utf8'));
    const tests = testResults.flatMap((suite) => testsOf(suite, relative(root, suite.testFilePath)));
    writeFileSync(results, JSON.stringify({ tests, errors: [] }));
  }
};

function testsOf({ testResults, testExecError, failureMessage }, file) {
  const tests = testResults.map(({ fullName, status, failureMessages }) => ({
    file,
    name: fullName,
    state: states[status] ?? 'skipped',
    error: failureMessages.join('\n'),
  }));
  if (!testExecError) return tests;
  return [...tests, { file, name: '(the file itself)', state: 'failed', error: failureMessage }];
}
