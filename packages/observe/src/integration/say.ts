import { platform } from '#platform';
import { createReporter } from '../lifecycle/reporter.ts';

const reporter = createReporter((line) => platform.terminal.warn(line));

/** Says what keeps an integration from working, once. */
export const say = (message: string): void => reporter.once(message);
