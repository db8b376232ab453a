import { otlpDefaults } from './export/target-options.ts';
import { targetsSaid, unsentSecrets } from './options/targets-said.ts';
import { trackingNote } from './options/tracking-note.ts';
import { readVariables } from './options/variables.ts';

/** What the variables of a process say to `configure`, for a tool that looks at a setup. */
export interface EnvironmentReport {
  /** Everything that `configure` would throw. */
  readonly mistakes: readonly string[];
  /** What `configure` would say about the rest, and go on. */
  readonly notes: readonly string[];
  /** The OTLP receiver that they name; undefined when none. Its headers may hold a token: show none of them. */
  readonly otlp: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined;
}

/**
 * Reads `BUD_OBSERVE_*` and `OTEL_*` as `configure` does, and sets nothing up.
 *
 * @example
 * import { readEnvironment } from '@bud/observe/environment';
 *
 * readEnvironment({ BUD_OBSERVE_SAMPLE_RATE: '2' }).mistakes; // ['BUD_OBSERVE_SAMPLE_RATE must be …']
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): EnvironmentReport {
  const said = readVariables(environment);
  const targets = targetsSaid(said) ?? [];
  const notes = [
    ...said.openTelemetry.notes,
    ...unsentSecrets(targets, said.values),
    ...[trackingNote(environment['BUD_TRACK']) ?? []].flat(),
  ];
  const target = targets.find((each) => 'otlp' in each);
  if (target === undefined || target.otlp === true) return { mistakes: said.mistakes, notes, otlp: undefined };
  const { url = otlpDefaults.url, headers, token } = target.otlp;
  return {
    mistakes: said.mistakes,
    notes,
    otlp: { url, headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) } },
  };
}
