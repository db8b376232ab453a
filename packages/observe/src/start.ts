/**
 * `node --import @bud/observe/start app.js`, or the first import of a bundle: `configure()` from the environment.
 *
 * A mistake in the environment is said on standard error; the program runs without being observed.
 */
import { platform } from '#platform';
import { configure } from './lifecycle/configure.ts';

try {
  configure();
} catch (error) {
  platform.terminal.warn(`bud: ${error instanceof Error ? error.message : String(error)} Nothing is recorded.`);
}
