// Runs a project's Jest suite in one mode, compiled by our transformer for Jest in all three.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countFunctions } from './count-functions.mjs';
import { runJob } from './job.mjs';
import { recordingBundle } from './recording-bundle.mjs';

const runtime = fileURLToPath(import.meta.resolve('@bud/runtime'));
const transformer = fileURLToPath(import.meta.resolve('@bud/swc/jest'));

/** Resolves to `{ tests, errors, functions, refused, spans, complaints }`; `files` narrows the run. */
export async function runJest({ root, src, exclude, args, workers, limitMs }, mode, files = []) {
  const jest = join(dirname(createRequire(join(root, 'package.json')).resolve('jest/package.json')), 'bin/jest.js');
  const own = await configurationOf(root, jest);
  const options = { root, exclude, rules: src.map((glob) => ({ files: glob, functions: '*' })) };
  const command = ({ folder }) => {
    const config = join(folder, 'jest.config.json');
    writeFileSync(config, JSON.stringify(wrap(own, { root, folder, mode, options })));
    const selected = files.length === 0 ? [] : ['--runTestsByPath', ...files];
    return [jest, '--config', config, '--ci', `--maxWorkers=${workers}`, ...args, ...selected];
  };
  const found = await runJob({ mode, root, limitMs }, command);
  return { ...found, ...(mode === 'plain' ? { functions: 0, refused: [] } : countFunctions(root, options)) };
}

/** What the project has written, read by its own Jest. */
async function configurationOf(root, jest) {
  const fromCli = createRequire(createRequire(jest).resolve('jest-cli'));
  const { readInitialOptions } = fromCli('jest-config');
  const { config } = await readInitialOptions(undefined, { packageRootOrConfig: root });
  return config;
}

/** The project's configuration with our transformer in front, with the runtime in reach, and the recorder while on. */
function wrap(own, { root, folder, mode, options }) {
  const { setupFiles = [], setupFilesAfterEnv = [], moduleNameMapper, transform, ...others } = own;
  const recording = mode === 'on' ? [[recordingBundle], [localPath('jest-after.cjs')]] : [[], []];
  const track = mode === 'plain' ? { mode: 'off' } : options;
  return {
    ...others,
    rootDir: own.rootDir ?? root,
    transform: { '^.+\\.[cm]?[jt]sx?$': [transformer, { track }], ...transform },
    moduleNameMapper: { ...moduleNameMapper, '^@bud/runtime$': runtime },
    setupFiles: [...recording[0], ...setupFiles],
    setupFilesAfterEnv: [...recording[1], ...setupFilesAfterEnv],
    reporters: [localPath('jest-reporter.cjs')],
    collectCoverage: false,
    cacheDirectory: join(folder, 'cache'),
  };
}

function localPath(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
