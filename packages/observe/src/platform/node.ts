import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { detectorsNamed } from './node-process/detectors.ts';
import { openLog } from './node-process/log-file.ts';
import { keepAlive, onExit } from './node-process/exit.ts';
import { post } from './node-process/post.ts';
import { postAtExit } from './node-process/post-at-exit.ts';
import { packageOfProgram } from './node-process/program.ts';
import { observeRuntime } from './node-process/runtime-metrics.ts';
import { mapStack } from './node-process/source-maps.ts';
import { viewer } from './node-process/viewer.ts';
import type { Platform } from './platform.ts';

/** Node, Deno and Bun. */
export const platform: Platform = {
  environment: process.env,
  language: 'nodejs',
  detectors: ['host', 'os', 'process', 'serviceinstance'],
  detectorsNamed,
  hasTimers: true,
  service: packageOfProgram,
  contextManager: () => new AsyncLocalStorageContextManager().enable(),
  terminal: {
    get isTerminal() {
      return process.stdout.isTTY;
    },
    get columns() {
      return process.stdout.columns ?? 80;
    },
    // In the order that the compiler's hosts keep to as well, so that one variable means one thing for both.
    get hasColors() {
      const { FORCE_COLOR: forced, NO_COLOR: refused } = process.env;
      if (forced !== undefined) return forced !== '0' && forced !== 'false';
      return !refused && process.stdout.isTTY && process.stdout.hasColors();
    },
    write: (line) => void process.stdout.write(`${line}\n`),
    warn: (line) => void process.stderr.write(`${line}\n`),
  },
  post,
  viewer,
  openLog,
  keepAlive,
  onExit,
  postAtExit,
  observeRuntime,
  mapStack,
};
