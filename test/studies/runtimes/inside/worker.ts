/** workerd: modules are embedded in the configuration under their paths, and any request is answered with what was seen. */
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { runFixtures } from './run-fixtures.ts';

interface Worker {
  fetch(): Promise<Response>;
}

/** The worker that runs the given files, by fixture. */
export function runInside(files: Readonly<Record<string, string>>): Worker {
  return {
    async fetch() {
      const runs = await runFixtures(Object.keys(files), {
        load: (name, mode) => import(`${mode}-${files[name]}`),
        contextManager: new AsyncLocalStorageContextManager(),
      });
      return Response.json(runs);
    },
  };
}
