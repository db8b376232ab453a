import { createRequire } from 'node:module';
import { install } from '../install.mjs';

await install('test/hosts');

/** Where Babel's preset for the syntax of a target is: it needs more packages than all of Babel besides. */
export const presetEnv: string = createRequire(import.meta.url).resolve('@babel/preset-env');
