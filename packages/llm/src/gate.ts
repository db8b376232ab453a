/**
 * What the compiler imports into libraries, in the place of `@bud/runtime`: the gate, behind which their calls are read.
 */
import { registerLibraryReaders } from './instrument/read-libraries.ts';

registerLibraryReaders();

export { gate } from '@bud/runtime';
