// A process of its own: what it records goes to the file that it is told, and its trace is in its variables.
import { configure, span } from '@bud/observe';

configure({ serviceName: 'report', export: [{ file: { path: process.argv[2] } }] });
await span('Reporting', async () => {});
