import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { installedPackage } from '@bud/project';

import type { Call } from '../arguments/command.ts';
import type { Check } from './check.ts';

/** What the project's own `@bud/observe` reads out of the variables. */
interface Said {
  readonly mistakes: readonly string[];
  readonly notes: readonly string[];
  readonly otlp: Receiver | undefined;
}

/** Where telemetry goes; the headers may hold a token, and are shown nowhere. */
export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What variables say to `configure`, and where to; nothing where the SDK is not installed. */
export async function checkVariables({ folder, environment }: Call): Promise<{
  readonly checks: readonly Check[];
  readonly receiver: Receiver | undefined;
}> {
  const observe = installedPackage(folder, '@bud/observe');
  if (observe === undefined) return { checks: [], receiver: undefined };
  // Proof of the cast: what the package exports there.
  const { readEnvironment } = (await import(pathToFileURL(join(observe.folder, 'dist/environment.js')).href)) as {
    readonly readEnvironment: (variables: Call['environment']) => Said;
  };
  const { mistakes, notes, otlp } = readEnvironment(environment);
  const names = Object.keys(environment).filter((name) => /^(?:BUD_OBSERVE|OTEL)_/.test(name));
  const remedy = '`packages/docs/reference/observe-options.md` lists every variable.';
  const checks: readonly Check[] = [
    ...mistakes.map((message): Check => ({ check: 'variables', result: 'broken', message, remedy })),
    ...notes.map((message): Check => ({ check: 'variables', result: 'doubtful', message })),
  ];
  if (checks.length > 0) return { checks, receiver: otlp };
  const message = names.length === 0 ? 'none is set' : names.toSorted().join(', ');
  return { checks: [{ check: 'variables', result: 'fine', message }], receiver: otlp };
}
