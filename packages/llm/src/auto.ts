/**
 * Records calls to models of a program that says nothing of it: `node --import @bud/llm/auto main.js`.
 */
import { enableAutoTracing } from './discover/enable.ts';

const { libraries } = await enableAutoTracing();

// Once, for whoever starts the program; not for those who run it.
if (process.env['NODE_ENV'] !== 'production')
  for (const { specifier, reason } of libraries)
    if (reason !== undefined) process.stderr.write(`bud: calls of ${specifier} are not recorded: ${reason}\n`);
