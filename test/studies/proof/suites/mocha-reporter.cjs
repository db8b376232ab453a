// A mocha reporter that writes the state of every test as one JSON file.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { relative } = require('node:path');

module.exports = class StateReporter {
  constructor(runner) {
    const { root, results } = JSON.parse(readFileSync(process.env.BUD_PROOF_JOB, 'utf8'));
    const tests = [];
    const add = (state) => (test, error) => {
      const file = test.file === undefined ? '' : relative(root, test.file);
      tests.push({ file, name: test.fullTitle(), state, error: error && String(error.stack ?? error) });
    };
    runner.on('pass', add('passed'));
    runner.on('fail', add('failed'));
    runner.on('pending', add('skipped'));
    runner.once('end', () => writeFileSync(results, JSON.stringify({ tests, errors: [] })));
  }
};
