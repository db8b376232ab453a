import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Call } from '../arguments/command.ts';
import type { Finding } from './finding.ts';
import { manifestOf } from './packages.ts';

/** What the project's own `@bud/observe` reads out of the variables. */
interface Said {
  readonly mistakes: readonly string[];
  readonly otlp: Receiver | undefined;
}

/** Where telemetry goes; the headers may hold a token, and are shown nowhere. */
export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What variables say to `configure`, and where to; nothing where the SDK is not installed. */
export async function checkVariables({ folder, environment }: Call): Promise<{
  readonly findings: readonly Finding[];
  readonly receiver: Receiver | undefined;
}> {
  const observe = manifestOf(folder, '@bud/observe');
  if (observe === undefined) return { findings: [], receiver: undefined };
  // Proof of the cast: what the package exports there.
  const { readEnvironment } = (await import(pathToFileURL(join(observe.folder, 'dist/environment.js')).href)) as {
    readonly readEnvironment: (variables: Call['environment']) => Said;
  };
  const { mistakes, otlp } = readEnvironment(environment);
  const names = Object.keys(environment).filter((name) => /^(?:BUD_OBSERVE|OTEL)_/.test(name));
  const remedy = '`packages/docs/reference/observe-options.md` lists every variable.';
  const findings: readonly Finding[] =
    mistakes.length > 0
      ? mistakes.map((message) => ({ check: 'variables', result: 'broken', message, remedy }))
      : [
          {
            check: 'variables',
            result: 'fine',
            message: names.length === 0 ? 'none is set' : names.toSorted().join(', '),
          },
        ];
  return { findings, receiver: otlp };
}
