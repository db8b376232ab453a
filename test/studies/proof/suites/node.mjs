// Runs a project's mocha or node:test suite in one mode, through the loader for Node.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countFunctions } from './count-functions.mjs';
import { runJob } from './job.mjs';
import { recordingBundle } from './recording-bundle.mjs';

const start = localPath('node-start.mjs');

/** What a runner is started with, given its own arguments and the job's paths. */
const commands = {
  mocha: ({ root, args, files }) => [
    join(dirname(createRequire(join(root, 'package.json')).resolve('mocha/package.json')), 'bin/mocha.js'),
    ...['--reporter', localPath('mocha-reporter.cjs'), '--exit'],
    ...(files.length === 0 ? args : withoutFiles(args)),
    ...files,
  ],
  node: ({ args, files, workers }, { results }) => [
    ...['--test', `--test-concurrency=${workers}`, '--test-reporter', localPath('node-test-reporter.mjs')],
    ...['--test-reporter-destination', results],
    ...(files.length === 0 ? args : files),
  ],
};

/** Makes a function that runs a suite, as `runVitest` does, with mocha or with `node --test`. */
export function nodeRunner(name) {
  return async function run({ root, src, exclude, args, workers, limitMs }, mode, files = []) {
    const options = { root, exclude, rules: src.map((glob) => ({ files: glob, functions: '*' })) };
    const command = (paths) => {
      writeFileSync(join(paths.folder, 'bud.track.config.json'), JSON.stringify(options));
      const tracked = mode === 'plain' ? [] : ['--import', start];
      return [...tracked, ...commands[name]({ root, args, files, workers }, paths)];
    };
    const found = await runJob({ mode, root, limitMs, recording: recordingBundle }, command);
    return { ...found, ...(mode === 'plain' ? { functions: 0, refused: [] } : countFunctions(root, options)) };
  };
}

/** A narrowed run keeps the flags and loses the files. */
function withoutFiles(args) {
  return args.filter((arg, index) => arg.startsWith('-') || args[index - 1]?.startsWith('--require'));
}

function localPath(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
